import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { mod } from '@crystal-fourier/math3';
import { type CoreSpaceGroup, settings, spaceGroup } from '../core.js';
import { SpaceGroupError } from '../algebra/errors.js';
import { parseXyz } from './parseXyz.js';
import { SymOp } from './symOp.js';
import type { Fractional, Hkl } from '../algebra/types.js';

const GROUPS = settings().map(({ number, qualifier }) => spaceGroup(number, { qualifier }));
const LIMIT = 6;
const TURN = 2 * Math.PI;

// Two atoms in general position, different for each setting.
function atomsOf(setting: number): readonly [Fractional, Fractional] {
  let state = setting + 1;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    state ^= state >>> 15;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 8; i++) random();
  return [
    [random(), random(), random()],
    [random(), random(), random()],
  ];
}

/** Images of a point under all operations, from their matrices and translations. */
function images(group: CoreSpaceGroup, [x, y, z]: Fractional): Fractional[] {
  return group.operations.map(({ rot: m, trans: t }) => [
    m[0] * x + m[1] * y + m[2] * z + t[0] / 24,
    m[3] * x + m[4] * y + m[5] * z + t[1] / 24,
    m[6] * x + m[7] * y + m[8] * z + t[2] / 24,
  ]);
}

/** `F(h) = Σ exp(2πi h·x)` for all h within the limits, from tables of the three factors of each term. */
class StructureFactors {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly #strides: readonly [number, number];
  readonly #limits: readonly [number, number, number];

  constructor(points: readonly Fractional[], limits: readonly [number, number, number]) {
    const [n0, n1, n2] = limits.map((limit) => 2 * limit + 1) as [number, number, number];
    this.#limits = limits;
    this.#strides = [n1 * n2, n2];
    const size = n0 * n1 * n2;
    const re = (this.re = new Float64Array(size));
    const im = (this.im = new Float64Array(size));
    for (const point of points) {
      const [c0, c1, c2] = point.map((x, axis) => {
        const limit = limits[axis] as number;
        return Float64Array.from({ length: 2 * limit + 1 }, (_, i) => Math.cos(TURN * (i - limit) * x));
      }) as [Float64Array, Float64Array, Float64Array];
      const [s0, s1, s2] = point.map((x, axis) => {
        const limit = limits[axis] as number;
        return Float64Array.from({ length: 2 * limit + 1 }, (_, i) => Math.sin(TURN * (i - limit) * x));
      }) as [Float64Array, Float64Array, Float64Array];
      let at = 0;
      for (let i = 0; i < n0; i++) {
        for (let j = 0; j < n1; j++) {
          const c = (c0[i] as number) * (c1[j] as number) - (s0[i] as number) * (s1[j] as number);
          const s = (c0[i] as number) * (s1[j] as number) + (s0[i] as number) * (c1[j] as number);
          for (let l = 0; l < n2; l++, at++) {
            re[at] = (re[at] as number) + c * (c2[l] as number) - s * (s2[l] as number);
            im[at] = (im[at] as number) + c * (s2[l] as number) + s * (c2[l] as number);
          }
        }
      }
    }
  }

  index(h: number, k: number, l: number): number {
    return (h + this.#limits[0]) * this.#strides[0] + (k + this.#limits[1]) * this.#strides[1] + l + this.#limits[2];
  }
}

/** cos and sin of the multiples of 1/48 turn. */
const COS = Float64Array.from({ length: 48 }, (_, i) => Math.cos((TURN * i) / 48));
const SIN = Float64Array.from({ length: 48 }, (_, i) => Math.sin((TURN * i) / 48));
const NOTHING = 1e-9;

interface Findings {
  readonly wrong: string[];
  /** Whether some reflection that is present disagrees with `F(hR) = F(h) exp(+2πi h·t)`. */
  signMatters: boolean;
}

function check(group: CoreSpaceGroup, index: number): Findings {
  const { operations } = group;
  const wrong: string[] = [];
  let signMatters = false;
  const limits = [0, 1, 2].map(
    (j) =>
      LIMIT *
      Math.max(
        ...operations.map(
          ({ rot }) => Math.abs(rot[j] as number) + Math.abs(rot[3 + j] as number) + Math.abs(rot[6 + j] as number),
        ),
      ),
  ) as unknown as [number, number, number];
  const [first, second] = atomsOf(index).map((atom) => images(group, atom)) as [Fractional[], Fractional[]];
  const A = new StructureFactors(first, limits);
  const B = new StructureFactors(second, limits);
  const [x0, y0, z0] = first[0] as Fractional;
  // In units of 1/24: h·(x_j − x_0) is an integer for general x exactly if hR_j = h, h·(x_j + x_0) if hR_j = −h.
  const differences = first.map(([x, y, z]) => [24 * (x - x0), 24 * (y - y0), 24 * (z - z0)] as const);
  const sums = first.map(([x, y, z]) => [24 * (x + x0), 24 * (y + y0), 24 * (z + z0)] as const);
  const isInteger = (v: number): boolean => Math.abs(v - Math.round(v)) < 1e-10;
  const lattice = differences.filter((d) => d.every(isInteger)).length;

  for (let h = -LIMIT; h <= LIMIT; h++) {
    for (let k = -LIMIT; k <= LIMIT; k++) {
      for (let l = -LIMIT; l <= LIMIT; l++) {
        const hkl: Hkl = [h, k, l];
        const fail = (what: string): number => wrong.push(`${String(group)}: ${what} of ${h} ${k} ${l}`);
        const at = A.index(h, k, l);
        const a = A.re[at] as number;
        const b = A.im[at] as number;
        const c = B.re[at] as number;
        const d = B.im[at] as number;
        const absent = Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d) < NOTHING;
        if (group.isAbsent(hkl) !== absent) fail('absence');
        // F(−h) is the conjugate of F(h) and (−h)R is −(hR): half of the reflections tell the rest.
        if (h < 0 || (h === 0 && (k < 0 || (k === 0 && l < 0)))) continue;

        let kept = 0;
        for (const [u, v, w] of differences) if (isInteger(h * u + k * v + l * w)) kept++;
        if (group.epsilon(hkl, { centring: true }) !== kept) fail('epsilon with centring');
        if (group.epsilon(hkl) !== kept / lattice) fail('epsilon');

        const centric = sums.some(([u, v, w]) => isInteger(h * u + k * v + l * w));
        if (group.isCentric(hkl) !== centric) fail('centric flag');

        // Phases of two structures that differ in more than a half turn are not restricted.
        const restricted = !absent && Math.abs(b * c - a * d) < NOTHING;
        const restriction = group.phaseRestriction(hkl);
        if ((restriction !== null) !== restricted) fail('phase restriction');
        if (restriction !== null) {
          const { units, degrees } = restriction;
          const sin = SIN[units] as number;
          const cos = COS[units] as number;
          if (units < 0 || units >= 24 || !Number.isInteger(units)) fail('units');
          if (Math.abs(b * cos - a * sin) + Math.abs(d * cos - c * sin) > NOTHING) fail('restricted phase');
          if (degrees[0] !== units * 7.5 || degrees[1] !== degrees[0] + 180) fail('degrees');
        }

        for (const op of operations) {
          const [p, q, r] = op.applyHkl(hkl);
          const shift = op.phaseShift(hkl);
          const image = A.index(p, q, r);
          const re = A.re[image] as number;
          const im = A.im[image] as number;
          const cos = COS[2 * shift] as number;
          const sin = SIN[2 * shift] as number;
          if (Math.abs(a * cos + b * sin - re) + Math.abs(b * cos - a * sin - im) > NOTHING)
            fail(`phase shift by ${op.toXyz()}`);
          if (!signMatters && Math.abs(a * cos - b * sin - re) + Math.abs(b * cos + a * sin - im) > 1e-6)
            signMatters = true;
        }
      }
    }
  }
  return { wrong, signMatters };
}

describe('reflections against direct structure factors, 530 settings, |h|,|k|,|l| ≤ 6', () => {
  let findings: Findings[];
  beforeAll(() => {
    findings = GROUPS.map(check);
  }, 120_000);

  it('absences, ε, centric flags, phase restrictions and phase shifts', () => {
    expect(findings.length).toBe(530);
    expect(findings.flatMap(({ wrong }) => wrong)).toEqual([]);
  });

  it('the sign of the phase shift matters in 38 settings', () => {
    // Counted: settings in which F(hR) = F(h) exp(+2πi h·t) is wrong for some operation and some reflection within the
    // limits. Elsewhere 2h·t is an integer for all reflections that are not absent, so that both signs are the same.
    const sensitive = GROUPS.filter((_, i) => findings[i]?.signMatters);
    expect(sensitive.length).toBe(38);

    // The same settings are those that the inversion in the origin of coordinates turns into another set of operations:
    // {R|t} becomes {R|−t}.
    const moved = GROUPS.filter((group) =>
      group.operations.some(
        (op) =>
          !group.has(
            SymOp.of(
              op.rot,
              op.trans.map((t) => -t),
            ),
          ),
      ),
    );
    expect(sensitive).toEqual(moved);

    // 22 of them, one setting each, are the enantiomorphic groups; in the others the origin is not on an inversion centre of the
    // group or of its normalizer.
    const enantiomorphic = sensitive.filter((group) => group.isEnantiomorphic);
    expect(enantiomorphic.length).toBe(22);
    const others = sensitive
      .filter((group) => !group.isEnantiomorphic)
      .map(({ number, setting }) => `${number}${setting.qualifier === '' ? '' : `:${setting.qualifier}`}`);
    expect(others).toEqual([
      '43',
      '43:cab',
      '43:bca',
      '70:1',
      '80',
      '88:1',
      '98',
      '109',
      '110',
      '122',
      '141:1',
      '142:1',
      '203:1',
      '210',
      '227:1',
      '228:1',
    ]);
    expect(sensitive.map(({ number }) => number)).toEqual(expect.arrayContaining([43, 70, 76, 91, 144, 152, 212, 227]));
  });
});

describe('reflections', () => {
  it('agree with gemmi in the 530 settings', () => {
    const { rows } = JSON.parse(
      readFileSync(new URL('../../../../tools/tables/sources/reflections-gemmi.json', import.meta.url), 'utf8'),
    ) as {
      rows: [
        hall: number,
        ops: string,
        reflections: [number, number, number, number, number, number, number, number[]][],
      ][];
    };
    expect(rows.length).toBe(530);
    for (const [hall, text, reflections] of rows) {
      const group = GROUPS[hall - 1] as CoreSpaceGroup;
      const ops = text.split(' ').map((triplet) => parseXyz(triplet));
      expect(ops.filter((op) => !group.has(op)).map(String)).toEqual([]);
      for (const [h, k, l, epsilon, withCentring, absent, centric, shifts] of reflections) {
        const hkl: Hkl = [h, k, l];
        expect([
          group.epsilon(hkl),
          group.epsilon(hkl, { centring: true }),
          Number(group.isAbsent(hkl)),
          Number(group.isCentric(hkl)),
        ]).toEqual([epsilon, withCentring, absent, centric]);
        // gemmi's phase_shift is −2π h·t.
        const wrong = ops.filter((op, i) => op.phaseShift(hkl) !== mod(-(shifts[i] as number), 24));
        expect(wrong.map(String)).toEqual([]);
      }
    }
  });

  it('restrict phases as the International Tables say', () => {
    // From hR = −h: φ = π h·t modulo π.
    expect(spaceGroup(19).phaseRestriction([0, 1, 2])).toEqual({ units: 12, degrees: [90, 270] });
    expect(spaceGroup(19).phaseRestriction([1, 2, 3])).toBeNull();
    expect(spaceGroup(2).phaseRestriction([1, 2, 3])).toEqual({ units: 0, degrees: [0, 180] });
    expect(spaceGroup(76).phaseRestriction([1, 2, 0])?.degrees).toEqual([0, 180]);
    expect(spaceGroup(19).phaseRestriction([0, 0, 1])).toBeNull();
    expect(spaceGroup(1).phaseRestriction([0, 0, 0])).toEqual({ units: 0, degrees: [0, 180] });
  });

  it.each([
    [[1, 2]],
    [[1, 2, 3, 4]],
    [[1, 2, 0.5]],
    [[1, 2, Number.NaN]],
    ['100'],
    [null],
    [undefined],
    [[1, 2, 1e10]],
  ])('refuse %j as Miller indices', (hkl) => {
    const group = spaceGroup(14);
    for (const call of ['isAbsent', 'epsilon', 'isCentric', 'phaseRestriction'] as const) {
      const error = (() => {
        try {
          return group[call](hkl as unknown as Hkl);
        } catch (e) {
          return e;
        }
      })();
      expect(error).toBeInstanceOf(SpaceGroupError);
      expect(error).toMatchObject({
        code: 'bad-hkl',
        message: expect.stringContaining(`${call}: Miller indices must be three integers`),
      });
    }
  });
});
