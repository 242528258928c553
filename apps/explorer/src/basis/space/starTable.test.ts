import { spaceGroup } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { spaceModel } from './spaceModel.js';
import { absenceSentence, operationName, operationText, starInfo, starRows } from './starTable.js';

test.each([1, 2, 19, 62, 146, 194, 227])(
  'group %i: the rows hold every frequency but 0 once, and every function',
  (number) => {
    const model = spaceModel(spaceGroup(number), 3);
    const rows = starRows(model);
    const total = rows.reduce((sum, { size, centric }) => sum + (centric ? size : 2 * size), 1);
    expect(total).toBe(model.set.count);
    expect(rows.reduce((sum, { functions }) => sum + functions, 1)).toBe(model.basis.count);
    for (const { representative, functions } of rows)
      expect(functions === 0).toBe(model.group.isAbsent(representative as never));
  },
);

test('a centric star has two phases, those that the group allows', () => {
  // Coefficients c(k) are structure factors at −k.
  for (const number of [2, 14, 62, 92, 194, 214, 227]) {
    const model = spaceModel(spaceGroup(number), 3);
    for (const { representative, centric, functions } of starRows(model)) {
      if (functions === 0) continue;
      const info = starInfo(model, representative);
      expect(info.centric).toBe(centric);
      const allowed = model.group.phaseRestriction(representative.map((h) => -h) as never);
      expect(info.phases === null).toBe(allowed === null);
      if (info.phases === null) continue;
      const angles = info.phases.map((angle) => ((angle % 180) + 180) % 180);
      expect(new Set(angles).size).toBe(1);
      expect(info.phases[0]).toBeGreaterThanOrEqual(0);
    }
  }
});

test('the gyroid: star (1 1 0) of I 41 3 2', () => {
  const info = starInfo(spaceModel(spaceGroup(214), 2), [1, 1, 0]);
  expect(info).toMatchObject({ centric: true, functions: 1, absence: null, isBeyondCutoff: false });
  expect(info.members.length).toBe(12);
  expect(info.members[0]).toEqual({ indices: '(1 1 0)', phase: '0' });
  expect(info.phases).toEqual([90, 270]);
});

test('a star that is not centric has two functions', () => {
  expect(starInfo(spaceModel(spaceGroup(1), 2), [1, 0, 0])).toMatchObject({
    functions: 2,
    phases: null,
    centric: false,
  });
});

test('why a frequency is absent', () => {
  const model = spaceModel(spaceGroup(14), 2);
  expect(absenceSentence(model, [0, 1, 0])).toBe(
    '(0 1 0) is absent: the operation −x, y+1/2, −z+1/2 (2-fold screw rotation along [0 1 0] by (0, 1/2, 0)) keeps it, kR = k, and k·t = 1/2, so c(k) = −c(k), which only 0 fulfils.',
  );
  expect(absenceSentence(model, [1, 1, 0])).toBeNull();
  // Beyond the cutoff as well.
  expect(starInfo(model, [0, 0, 21])).toMatchObject({ isBeyondCutoff: true, functions: 0, members: [] });
  expect(starInfo(model, [0, 0, 21]).absence).toContain('glide reflection');
  expect(starInfo(spaceModel(spaceGroup(144), 2), [0, 0, 1]).absence).toContain('e^(2πi·1/3) c(k)');
  expect(starInfo(model, [0, 1, 0]).members.every(({ phase }) => phase === '')).toBe(true);
});

test('operations in words', () => {
  const named = (number: number, xyz: string): string =>
    operationName(spaceGroup(number).operations.find((op) => op.toXyz() === xyz)!);
  expect(named(2, 'x,y,z')).toBe('identity');
  expect(named(2, '-x,-y,-z')).toBe('inversion');
  expect(named(5, 'x+1/2,y+1/2,z')).toBe('translation by (1/2, 1/2, 0)');
  expect(named(75, '-y,x,z')).toBe('4-fold rotation along [0 0 1]');
  expect(named(81, 'y,-x,-z')).toBe('rotoinversion −4 along [0 0 1]');
  expect(named(6, 'x,-y,z')).toBe('reflection normal to [0 1 0]');
  expect(named(7, 'x,-y,z+1/2')).toBe('glide reflection normal to [0 1 0] by (0, 0, 1/2)');
  expect(operationText(spaceGroup(14).operations[1]!)).toBe('−x, y+1/2, −z+1/2');
});
