import { type Hkl, settings, spaceGroup } from '@crystal-fourier/spacegroups';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkReflection, hklText, isHexagonal, readHkl } from './reflectionCheck.js';

test('the glide of P 21/c', () => {
  const group = spaceGroup(14);
  const check = checkReflection(group, [1, 0, 1]);
  expect(check.absence).toMatchObject({ phase: 12, index: 3, broken: [{ condition: 'h0l: l=2n', by: [1, 0, 1] }] });
  expect(check.absence!.operation.toXyz()).toBe('x,-y+1/2,z+1/2');
  expect(check.equivalents).toEqual([
    [1, 0, 1],
    [-1, 0, -1],
  ]);
  expect(check.phases).toBeNull();
});

test('an allowed reflection', () => {
  const check = checkReflection(spaceGroup(227), [1, 1, 1]);
  expect(check).toMatchObject({
    absence: null,
    epsilon: 6,
    epsilonWithCentring: 24,
    isCentric: true,
    phases: [0, 180],
  });
  expect(check.equivalents).toHaveLength(8);
  expect(checkReflection(spaceGroup(227), [2, 0, 0]).absence).not.toBeNull();
});

test('in all settings: a condition is named exactly if the reflection is absent, and the operation proves it', () => {
  const all = settings();
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 529 }),
      fc.array(fc.constantFrom(-3, -2, -1, 0, 1, 2, 3, 4, 6), { minLength: 3, maxLength: 3 }),
      (i, indices) => {
        const { number, qualifier } = all[i]!;
        const group = spaceGroup(number, { qualifier });
        const hkl = indices as unknown as Hkl;
        const { absence, equivalents, epsilon, representative } = checkReflection(group, hkl);
        expect(absence !== null).toBe(group.isAbsent(hkl));
        if (absence !== null) {
          expect(absence.broken.length).toBeGreaterThan(0);
          const { operation, phase, index } = absence;
          expect(operation.applyHkl(hkl)).toEqual(hkl);
          expect(operation.phaseShift(hkl)).toBe(phase);
          expect(group.operations[index]).toBe(operation);
        }
        expect(equivalents).toContainEqual(representative);
        // Orbit and stabilizer in the Laue group.
        const laue = group.representatives.length * (group.isCentrosymmetric ? 1 : 2);
        const both = group.isCentrosymmetric || !group.isCentric(hkl) ? epsilon : 2 * epsilon;
        expect(equivalents.length * both).toBe(laue);
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  ['1 0 -2', [1, 0, -2]],
  ['(1,0,−2)', [1, 0, -2]],
  ['{1; 0; 2}', [1, 0, 2]],
  ['10-2', [1, 0, -2]],
  ['1 0 -1 3', [1, 0, 3]],
  ['+1 12 0', [1, 12, 0]],
])('%s is read', (text, hkl) => {
  expect(readHkl(text)).toEqual({ ok: true, hkl });
});

test.each(['', '1 0', '1 0 0.5', 'h k l', '1 0 1 3', '1 0 0 0 0', '12345 0 0'])('%j is not read', (text) => {
  expect(readHkl(text)).toMatchObject({ ok: false });
});

test('reflections are printed', () => {
  expect(hklText([1, 0, -2])).toBe('(1 0 −2)');
  expect(hklText([1, 1, 0], true)).toBe('(1 1 −2 0)');
});

test('four indices belong to hexagonal axes', () => {
  expect([143, 166, 194].map((number) => isHexagonal(spaceGroup(number)))).toEqual([true, true, true]);
  expect(isHexagonal(spaceGroup(166, { axes: 'R' }))).toBe(false);
  expect([1, 14, 75, 225].some((number) => isHexagonal(spaceGroup(number)))).toBe(false);
});
