import { describe, expect, it } from 'vitest';
import { RandomGeometry } from '../../test/support/randomGeometry.js';
import {
  complianceOf,
  elasticModuli,
  isElasticallyStable,
  stiffnessEigenvalues,
  youngsModulus,
} from './elasticModuli.js';
import { irreducibleParts, rotatedTensor } from './irreducibleParts.js';
import { longitudinalPiezo } from './longitudinalPiezo.js';
import { refraction, tensorEigenvalues } from './refraction.js';
import { fromVoigt, toVoigt } from './voigt.js';

// α-quartz in GPa. Values of /usr/bin/python3 with pymatgen 2022.11.7: ElasticTensor.from_voigt(QUARTZ).k_voigt, k_reuss …, compliance_tensor,
// and of numpy: eigenvalues in Mandel's notation, 1 / (S n n n n) along 1 2 3
const QUARTZ = fromVoigt([
  86.7, 7, 11.9, -17.9, 0, 0, 7, 86.7, 11.9, 17.9, 0, 0, 11.9, 11.9, 105.7, 0, 0, 0, -17.9, 17.9, 0, 58.2, 0, 0, 0, 0,
  0, 0, 58.2, -17.9, 0, 0, 0, 0, -17.9, 39.85,
]);
const TRICLINIC = fromVoigt([
  277, -123, -73, 27, 125, 21, -123, 248, 83, -143, -51, -80, -73, 83, 131, -48, -72, -17, 27, -143, -48, 296, -49, 79,
  125, -51, -72, -49, 176, -61, 21, -80, -17, 79, -61, 228,
]);

describe('elasticModuli', () => {
  it('has the averages of pymatgen', () => {
    const quartz = elasticModuli(QUARTZ);
    expect(quartz.bulk).toEqual({
      voigt: expect.closeTo(37.855555555555554, 10),
      reuss: expect.closeTo(37.36260194174757, 10),
      hill: expect.closeTo(37.60907874865156, 10),
    });
    expect(quartz.shear).toEqual({
      voigt: expect.closeTo(47.80333333333333, 10),
      reuss: expect.closeTo(41.0798009986078, 10),
      hill: expect.closeTo(44.44156716597057, 10),
    });
    expect(quartz.universalAnisotropy).toBeCloseTo(0.8315439298669798, 10);
    expect(quartz.poisson).toBeCloseTo(0.07612476662424311, 10);
    const triclinic = elasticModuli(TRICLINIC);
    expect([triclinic.bulk.reuss, triclinic.shear.reuss]).toEqual([
      expect.closeTo(35.9790671832002, 9),
      expect.closeTo(77.61115185298783, 9),
    ]);
    expect(triclinic.universalAnisotropy).toBeCloseTo(7.650045000589374, 9);
  });

  it('is exact for an isotropic crystal, in which Voigt, Reuss and Hill agree', () => {
    const [K, G] = [50, 30];
    const [a, b] = [K + (4 / 3) * G, K - (2 / 3) * G];
    const C = fromVoigt([
      a,
      b,
      b,
      0,
      0,
      0,
      b,
      a,
      b,
      0,
      0,
      0,
      b,
      b,
      a,
      0,
      0,
      0,
      0,
      0,
      0,
      G,
      0,
      0,
      0,
      0,
      0,
      0,
      G,
      0,
      0,
      0,
      0,
      0,
      0,
      G,
    ]);
    const { bulk, shear, young, poisson, universalAnisotropy } = elasticModuli(C);
    expect([...Object.values(bulk), ...Object.values(shear)]).toEqual(
      [K, K, K, G, G, G].map((value) => expect.closeTo(value, 10) as number),
    );
    expect(young).toBeCloseTo((9 * K * G) / (3 * K + G), 10);
    expect(poisson).toBeCloseTo((3 * K - 2 * G) / (2 * (3 * K + G)), 12);
    expect(universalAnisotropy).toBeCloseTo(0, 12);
    for (const n of [
      [1, 0, 0],
      [1, 2, 3],
      [0, -1, 1],
    ] as const)
      expect(youngsModulus(complianceOf(C)!, n)).toBeCloseTo(young, 10);
    // The two scalars among the irreducible parts.
    expect([...irreducibleParts('elastic', C)].slice(0, 2)).toEqual([
      expect.closeTo(3 * K, 10),
      expect.closeTo(2 * Math.sqrt(5) * G, 10),
    ]);
  });

  it('does not depend on the frame', () => {
    const R = new RandomGeometry(8).rotation();
    const rotated = elasticModuli(rotatedTensor('elastic', TRICLINIC, R));
    expect(rotated.shear.reuss).toBeCloseTo(elasticModuli(TRICLINIC).shear.reuss, 9);
    stiffnessEigenvalues(rotatedTensor('elastic', TRICLINIC, R)).forEach((value, i) =>
      expect(value).toBeCloseTo(stiffnessEigenvalues(TRICLINIC)[i]!, 9),
    );
  });

  it('keeps to the Voigt averages of a tensor that is not positive definite', () => {
    const soft = toVoigt(QUARTZ).map((row, I) => row.map((value, J) => (I === 3 && J === 3 ? -1 : value)));
    const C = fromVoigt(soft.flat());
    expect(isElasticallyStable(C)).toBe(false);
    expect(complianceOf(C)).toBeUndefined();
    const { bulk, shear, young, universalAnisotropy } = elasticModuli(C);
    expect([bulk.voigt, shear.voigt]).toEqual([
      expect.closeTo(37.8555555556, 9),
      expect.closeTo(47.8033333333 - 59.2 / 5, 9),
    ]);
    expect([bulk.reuss, shear.hill, young, universalAnisotropy]).toEqual([NaN, NaN, NaN, NaN]);
  });
});

describe('stiffnessEigenvalues and complianceOf', () => {
  it('have the values of numpy and pymatgen', () => {
    expect(stiffnessEigenvalues(QUARTZ)).toEqual(
      [57.82112356, 57.82112356, 81.83327114, 117.56672886, 138.27887644, 138.27887644].map(
        (value) => expect.closeTo(value, 7) as number,
      ),
    );
    expect(isElasticallyStable(QUARTZ)).toBe(true);
    const S = complianceOf(QUARTZ)!;
    expect([S[5], S[9 * 5 + 5]]).toEqual([
      expect.closeTo(0.0022387761023783554, 14),
      expect.closeTo(0.0049840909318311435, 14),
    ]);
    const voigt = toVoigt(S, 'strain');
    expect([voigt[0]![3], voigt[3]![3]]).toEqual([
      expect.closeTo(0.004477552204756711, 14),
      expect.closeTo(0.019936363727324574, 14),
    ]);
    expect(youngsModulus(S, [1, 2, 3])).toBeCloseTo(106.50585640147902, 9);
  });

  it('refuse what is no elastic tensor, and a direction without a length', () => {
    expect(() => stiffnessEigenvalues([1, 2])).toThrow('81 Cartesian components, got 2; fromVoigt');
    expect(() => complianceOf([1, 2])).toThrow('81 Cartesian components');
    expect(() => youngsModulus(QUARTZ, [0, 0, 0])).toThrow('the direction must have a length');
  });
});

describe('refraction', () => {
  it('has the index of the mean, the principal indices and their difference', () => {
    // Calcite at 589 nm: n_o = 1.6584, n_e = 1.4864 (Bass, Handbook of Optics II, 1995).
    const [o, e] = [1.6584 ** 2, 1.4864 ** 2];
    const { index, principal, birefringence } = refraction([o, 0, 0, 0, o, 0, 0, 0, e]);
    expect(principal).toEqual([1.4864, 1.6584, 1.6584].map((n) => expect.closeTo(n, 12) as number));
    expect(birefringence).toBeCloseTo(0.172, 12);
    expect(index).toBeCloseTo(Math.sqrt((2 * o + e) / 3), 12);
  });

  it('does not depend on the frame, nor on an antisymmetric part', () => {
    const R = new RandomGeometry(2).rotation();
    const rotated = rotatedTensor('rank2', [2, 0, 0, 0, 3, 0, 0, 0, 5], R);
    rotated[1]! += 0.3;
    rotated[3]! -= 0.3;
    expect(tensorEigenvalues(rotated)).toEqual([2, 3, 5].map((value) => expect.closeTo(value, 12) as number));
    expect(() => refraction([1, 2])).toThrow('must have 9 components, got 2');
    expect(refraction([-1, 0, 0, 0, 1, 0, 0, 0, 1]).principal[0]).toBeNaN();
  });
});

describe('longitudinalPiezo', () => {
  it('is that of the cube’s diagonal for a cubic crystal', () => {
    const e14 = 0.03671;
    const tensor = fromVoigt([0, 0, 0, e14, 0, 0, 0, 0, 0, 0, e14, 0, 0, 0, 0, 0, 0, e14]);
    const { value, direction } = longitudinalPiezo(tensor);
    expect(value).toBeCloseTo((2 / Math.sqrt(3)) * e14, 12);
    expect(direction.map(Math.abs)).toEqual([0, 1, 2].map(() => expect.closeTo(1 / Math.sqrt(3), 6) as number));
    // mp-16238 in the set of de Jong et al. has 0.021195.
    expect(longitudinalPiezo(tensor, 'de-jong').value).toBeCloseTo(0.021195, 6);
  });

  it('is the largest value of all directions, whatever the frame', () => {
    const geometry = new RandomGeometry(6);
    for (let n = 0; n < 5; n++) {
      const tensor = rotatedTensor(
        'piezoelectric',
        fromVoigt(Array.from({ length: 18 }, () => geometry.between(-1, 1))),
        geometry.rotation(),
      );
      const { value, direction } = longitudinalPiezo(tensor);
      const along = (d: readonly number[]): number =>
        tensor.reduce((sum, c, at) => sum + c * d[Math.floor(at / 9)]! * d[Math.floor(at / 3) % 3]! * d[at % 3]!, 0);
      expect(Math.abs(along(direction))).toBeCloseTo(value, 10);
      const sampled = Math.max(...Array.from({ length: 3000 }, () => Math.abs(along(geometry.direction()))));
      expect(value).toBeGreaterThanOrEqual(sampled);
      expect(value).toBeLessThan(1.02 * sampled);
      const turned = longitudinalPiezo(rotatedTensor('piezoelectric', tensor, geometry.rotation()));
      expect(turned.value).toBeCloseTo(value, 9);
    }
  });

  it('is 0 for a tensor of zeros', () => {
    expect(longitudinalPiezo(new Float64Array(27)).value).toBe(0);
    expect(() => longitudinalPiezo([1])).toThrow('27 Cartesian components, got 1');
  });
});
