import {
  assertInvariant,
  burnsideCount,
  deriveConstraints,
  fitGaussianProcess,
  fitInvariant,
  FourierBasisError,
  frequencySet,
  frequencySetForLattice,
  frequencySetFrom,
  invariantBasis,
  matern,
  reynoldsProjector,
  squaredExponential,
  structureFactors,
  synthesize,
} from '@crystal-fourier/fourier-basis';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';
import { describe, expect, it } from 'vitest';
import { planeGroups } from './groups.js';

const p1 = spaceGroup(1);
const cubic = frequencySet('cubic', { radius: 2 });
const basis = invariantBasis(p1, cubic);
/** All frequencies are absent under this group. */
const empty = invariantBasis(
  spaceGroup(229),
  frequencySetFrom(
    [1, -1].flatMap((h) => [
      [h, 0, 0],
      [0, h, 0],
      [0, 0, h],
      [h, h, h],
      [h, h, -h],
      [h, -h, h],
      [-h, h, h],
    ]),
  ),
);
const cell = [4, 0, 0, 0, 4, 0, 0, 0, 4];
const plane = planeGroups[5]!.group;
const atom = { position: [0, 0, 0], amplitude: 1 };
const identity = { rot: [1, 0, 0, 0, 1, 0, 0, 0, 1], trans: [0, 0, 0] };
const half = { rot: identity.rot, trans: [12, 0, 0] };
const inversion = { rot: identity.rot.map((c) => -c), trans: [0, 0, 0] };
const twofold = { rot: [-1, 0, 0, 0, -1, 0, 0, 0, 1], trans: [0, 0, 0] };
const fourfold = { rot: [0, -1, 0, 1, 0, 0, 0, 0, 1], trans: [0, 0, 0] };

/** What was wrong, the argument and the remedy: code, call, and words of the message. */
const cases: readonly [code: string, call: () => unknown, words: RegExp][] = [
  [
    'bad-option',
    () => frequencySet('tetragonal' as 'cubic', { minCount: 3 }),
    /family must be "cubic".*got "tetragonal"/,
  ],
  ['bad-option', () => frequencySet('cubic', {} as { minCount: number }), /either \{ minCount \} or \{ radius \}/],
  ['bad-option', () => frequencySet('cubic', { radius: NaN }), /radius must be a number ≥ 0, in units of a\*, got NaN/],
  ['bad-option', () => frequencySet('cubic', { radius: 1e5 }), /radius 100000 .*choose a smaller/],
  ['bad-option', () => frequencySet('cubic', { radius: 120 }), /radius 120 gives 7\d{6} frequencies; choose a smaller/],
  ['bad-option', () => frequencySet('hexagonal', { radius: 128 }), /radius 128 gives indices up to 147; choose a/],
  ['bad-option', () => frequencySet('cubic', { minCount: 1e7 }), /minCount must be an integer from 1 to 2097152/],
  ['bad-option', () => frequencySetForLattice(p1, cell, { cutoff: 25 }), /cutoff 25 gives too many frequencies/],
  ['bad-option', () => frequencySetForLattice(p1, cell, { cutoff: 1e300 }), /cutoff 1e\+300 gives indices up to/],
  ['bad-option', () => frequencySet('cubic', { minCount: 2.5 }), /minCount must be an integer/],
  ['wrong-family', () => frequencySet(spaceGroup(225).primitive, { minCount: 100 }), /frequencySetForLattice/],
  ['bad-set', () => frequencySetFrom([]), /at least one/],
  [
    'bad-set',
    () =>
      frequencySetFrom([
        [1, 0, 0],
        [0.5, 0, 0],
      ]),
    /frequency 1 must be 3 integers/,
  ],
  [
    'bad-set',
    () =>
      frequencySetFrom([
        [1, 0, 0],
        [1, 0, 0],
      ]),
    /\[1, 0, 0\] occurs twice/,
  ],
  [
    'bad-set',
    () =>
      frequencySetFrom([
        [400, 400, 400],
        [1, 0, 0],
      ]),
    /choose a smaller set/,
  ],
  ['bad-set', () => cubic.indexOf([1, 0]), /hkl must be 3 integers/],
  ['bad-lattice', () => frequencySetForLattice(p1, [1, 2, 3], { cutoff: 1 }), /lattice must be 9 finite numbers/],
  ['bad-lattice', () => frequencySetForLattice(p1, [1, 0, 0, 2, 0, 0, 0, 0, 1], { cutoff: 1 }), /linearly independent/],
  [
    'bad-lattice',
    () => frequencySetForLattice(spaceGroup(225), [4, 0, 0, 0, 4, 0, 0, 0, 5], { cutoff: 1 }),
    /symmetry of the group.*setting/,
  ],
  [
    'bad-lattice',
    () => invariantBasis(spaceGroup(225), cubic).eigenvalues([4, 0, 0, 0, 4, 0, 0, 0, 4.09]),
    /symmetry of the group.*setting/,
  ],
  // Unique axis c, γ = 92°, for a group in the setting with unique axis b.
  [
    'bad-lattice',
    () => frequencySetForLattice(spaceGroup(14), [5, 0, 0, -0.2094, 5.9963, 0, 0, 0, 7], { cutoff: 0.4 }),
    /symmetry of the group.*setting/,
  ],
  ['bad-option', () => frequencySetForLattice(p1, cell, { cutoff: -1 }), /cutoff must be a number ≥ 0, in 1\/Å/],
  ['bad-option', () => frequencySetForLattice(p1, cell, { cutoff: 1000 }), /choose a smaller/],
  ['bad-group', () => deriveConstraints({ operations: [] }, cubic), /group must have operations/],
  [
    'bad-group',
    () => deriveConstraints({ operations: [{ rot: [1, 2], trans: [0] }] }, cubic),
    /operation 0 of group must have 9 integers/,
  ],
  [
    'bad-group',
    () => deriveConstraints({ operations: [identity, half, inversion] }, cubic),
    /no group; pass every operation once/,
  ],
  ['bad-group', () => deriveConstraints({ operations: [inversion] }, cubic), /without the identity/],
  [
    'bad-group',
    () => deriveConstraints({ operations: [identity, fourfold] }, cubic),
    /not closed under multiplication/,
  ],
  [
    'bad-group',
    () => burnsideCount({ operations: [identity, { ...fourfold, trans: [1, 0, 0] }] }, cubic),
    /that of 1 and 1 is missing/,
  ],
  [
    'bad-group',
    () =>
      deriveConstraints(
        { operations: [identity, { ...inversion, rot: [-1, 0, 0, 0, 1, 0, 0, 0, 1], trans: [0, 6, 0] }] },
        cubic,
      ),
    /not closed under multiplication/,
  ],
  [
    'bad-group',
    () => deriveConstraints({ operations: [identity, { ...identity, trans: [8, 0, 0] }] }, cubic),
    /not closed under multiplication.*that of 1 and 1 is missing/,
  ],
  [
    'bad-group',
    () => deriveConstraints({ operations: [identity, half, half] }, cubic),
    /operations 1 and 2 are the same/,
  ],
  [
    'bad-group',
    () => deriveConstraints({ operations: [identity, half, twofold, { ...twofold, trans: [0, 0, 8] }] }, cubic),
    /operations 2 and 3 differ by a translation that is missing/,
  ],
  [
    'bad-group',
    () =>
      deriveConstraints(
        {
          operations: [identity, fourfold, twofold, { ...fourfold, rot: [0, 1, 0, -1, 0, 0, 0, 0, 1] }].flatMap(
            (op) => [op, { ...op, trans: [12, 0, 0] }],
          ),
        },
        cubic,
      ),
    /not closed under multiplication.*that of 2 and 1 is missing/,
  ],
  ['bad-set', () => burnsideCount(spaceGroup(2), frequencySet('square2d', { radius: 2 })), /dimension 3, as the group/],
  ['bad-set', () => burnsideCount(spaceGroup(2), undefined as never), /burnsideCount: set must be .* got undefined/],
  ['bad-set', () => frequencySetFrom([[1, 0, 0], null as never]), /frequency 1 must be 3 integers, got null/],
  ['bad-set', () => frequencySetFrom(undefined as never), /hkl must be a list .* got undefined/],
  ['bad-set', () => cubic.at(9999), /index must be from 0 to 32, got 9999/],
  ['not-closed', () => burnsideCount(spaceGroup(195), frequencySetFrom([[1, 0, 0]])), /set must be closed/],
  [
    'not-closed',
    () =>
      deriveConstraints(
        spaceGroup(195),
        frequencySetFrom([
          [0, 0, 0],
          [1, 0, 0],
        ]),
      ),
    /set must be closed.*maps \(1 0 0\) to .*add whole stars/,
  ],
  [
    'wrong-family',
    () => deriveConstraints(spaceGroup(191), cubic),
    /family 'cubic'.*P 6\/m m m.*use frequencySet\('hexagonal', …\)/,
  ],
  ['wrong-family', () => deriveConstraints(spaceGroup(225).primitive, cubic), /use frequencySetForLattice/],
  [
    'bad-set',
    () => deriveConstraints(plane, cubic),
    /frequency set of dimension 2, as the group, got one of dimension 3/,
  ],
  ['bad-set', () => deriveConstraints(p1, undefined as never), /frequency set of dimension 3.*got undefined/],
  ['bad-set', () => deriveConstraints(p1, cubic).whyAbsent([1, 2]), /hkl must be 3 integers/],
  ['bad-option', () => deriveConstraints(p1, cubic).star(99), /index must be from 0 to 32/],
  [
    'bad-values',
    () =>
      reynoldsProjector(deriveConstraints(p1, cubic)).apply({ real: new Float64Array(33), imag: new Float64Array(2) }),
    /coefficients.imag must have length 33/,
  ],
  [
    'bad-set',
    () => invariantBasis(p1, frequencySetFrom([[1, 0, 0]])),
    /−\(1 0 0\) is not in it; add it, or pass \{ real: false \}/,
  ],
  [
    'bad-points',
    () => basis.evaluate([0, 0, 0] as never),
    /points must be a Float64Array or Float32Array.*Float64Array.from/,
  ],
  ['bad-points', () => basis.evaluate(new Float64Array(4)), /multiple of 3.*got 4/],
  ['bad-points', () => basis.evaluate(Float64Array.of(0, 0, 0, 0, NaN, 0)), /got NaN in coordinate 1 of point 1/],
  ['bad-points', () => basis.gradient(Float64Array.of(0, 0, Infinity)), /got Infinity in coordinate 2 of point 0/],
  [
    'bad-output',
    () => basis.evaluate(new Float64Array(6), new Float64Array(7)),
    /length 66 = 2 × 33, got a Float64Array of length 7/,
  ],
  ['bad-output', () => overlapping(), /must not overlap/],
  ['bad-lattice', () => basis.eigenvalues([1]), /lattice must be 9/],
  ['bad-values', () => basis.coefficients([1]), /weights must have length 33/],
  ['bad-option', () => invariantBasis(p1, cubic, { real: false }).scatter(), /basis must be real/],
  ['bad-values', () => basis.scatter().fold(new Float64Array(5)), /weights must be .* multiple of 34/],
  ['bad-output', () => basis.scatter().apply(new Float64Array(33), new Float64Array(3)), /length 34/],
  ['bad-output', () => scattering(), /apply: out must not overlap values/],
  ['bad-values', () => empty.scatter().apply(Float64Array.of(1)), /values must be .* multiple of 0/],
  ['bad-output', () => empty.scatter().apply(new Float64Array(), new Float64Array(9)), /length 14/],
  ['bad-option', () => fitInvariant(basis, new Float64Array(3), [1], { ridge: -1 }), /ridge must be a number ≥ 0/],
  ['bad-values', () => fitInvariant(basis, new Float64Array(3), [1, 2]), /one number per point, 1,/],
  ['bad-values', () => fitInvariant(basis, new Float64Array(3), [NaN]), /values must be finite, got NaN at 0/],
  [
    'bad-option',
    () => fitInvariant(invariantBasis(p1, cubic, { real: false }), new Float64Array(3), [1]),
    /basis must be real/,
  ],
  [
    'too-few-points',
    () => fitInvariant(basis, new Float64Array(3), [1], { ridge: 0 }),
    /1 points do not determine 33 functions/,
  ],
  [
    'bad-option',
    () => fitGaussianProcess(basis, new Float64Array(3), [1], { lattice: cell, density: () => 1, noise: 0 }),
    /noise must be a number > 0/,
  ],
  [
    'bad-option',
    () => fitGaussianProcess(basis, new Float64Array(3), [1], { lattice: cell, density: () => 1, noise: 1e-12 }),
    /noise 1e-12 is too small/,
  ],
  ['bad-option', () => squaredExponential(0), /lengthScale must be a number > 0, in Å/],
  ['bad-option', () => matern(NaN, 1), /smoothness must be a number > 0/],
  [
    'bad-atom',
    () => structureFactors(p1, [{ position: [0, 0], amplitude: 1 }], cubic, { lattice: cell }),
    /position .*atom 0/,
  ],
  ['bad-atom', () => structureFactors(p1, [atom, { ...atom, b: NaN }], cubic, { lattice: cell }), /atom 1/],
  [
    'bad-atom',
    () => structureFactors(p1, [{ ...atom, u: [1] }], cubic, { lattice: cell }),
    /u must be 6 finite numbers/,
  ],
  [
    'bad-atom',
    () => structureFactors(p1, [{ ...atom, amplitude: () => NaN }], cubic, { lattice: cell }),
    /amplitude of atom 0 must be finite/,
  ],
  // √2·0.014 Å from its images under 4, 2·0.014 Å from that under 2.
  [
    'bad-atom',
    () => structureFactors(spaceGroup(75), [{ position: [0.0035, 0, 0], amplitude: 1 }], cubic, { lattice: cell }),
    /position \[0.0035, 0, 0\] of atom 0 is ambiguous: 3 operations/,
  ],
  [
    'bad-option',
    () => structureFactors(p1, [atom], cubic, { lattice: cell, tolerance: -1 }),
    /tolerance must be a number ≥ 0, in Å/,
  ],
  [
    'bad-grid',
    () => synthesize(cubic, { real: new Float64Array(33), imag: new Float64Array(33) }, [4, 4]),
    /grid must be 3 positive integers/,
  ],
  [
    'bad-grid',
    () => synthesize(cubic, { real: new Float64Array(33), imag: new Float64Array(33) }, [4096, 4096, 4096]),
    /coarser/,
  ],
  [
    'bad-values',
    () => synthesize(cubic, { real: new Float64Array(3), imag: new Float64Array(33) }, [4, 4, 4]),
    /coefficients.real must have length 33/,
  ],
  [
    'bad-option',
    () => assertInvariant(() => [1], p1, { points: 0 }),
    /points must be coordinates or a positive integer/,
  ],
  ['bad-option', () => assertInvariant(() => [1], p1, { tolerance: NaN }), /tolerance must be/],
  ['bad-option', () => assertInvariant(() => [1], p1, { absolute: -1 }), /absolute must be a number ≥ 0, got -1/],
  ['bad-points', () => assertInvariant(() => [], p1, { points: new Float64Array() }), /at least one point, got none/],
  [
    'bad-values',
    () => assertInvariant((_, count) => new Float64Array(count).fill(NaN, 2), p1),
    /fn returned NaN at point \[.*\], value 0/,
  ],
  ['bad-values', () => assertInvariant(() => [1], p1), /fn must return values for all 16 points/],
];

function overlapping(): unknown {
  const buffer = new Float64Array(40);
  return basis.evaluate(buffer.subarray(0, 3), buffer.subarray(2, 35));
}

function scattering(): unknown {
  const buffer = new Float64Array(34);
  return basis.scatter().apply(buffer.subarray(0, 33), buffer);
}

it('sees operations that were added, removed or replaced', () => {
  const operations = [identity];
  const group = { operations };
  expect(deriveConstraints(group, cubic).starCount).toBe(33);
  operations.push(inversion);
  expect(deriveConstraints(group, cubic).starCount).toBe(17);
  operations[1] = half;
  expect(deriveConstraints(group, cubic).consistentCount).toBe(15);
  operations.pop();
  expect(deriveConstraints(group, cubic).starCount).toBe(33);
});

describe('errors', () => {
  it.each(cases)('%s %#', (code, call, words) => {
    let thrown: unknown;
    try {
      call();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(FourierBasisError);
    const { message, code: actual } = thrown as FourierBasisError;
    expect(message).toMatch(words);
    expect(actual).toBe(code);
    // "function: …"
    expect(message).toMatch(/^[a-zA-Z]+: /);
  });
});
