import { settings } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { search } from './searchModel.js';

const named = (text: string): string => {
  const model = search(text);
  return model.kind === 'found' ? `${String(model.group)}:${model.group.setting.qualifier}` : model.kind;
};

test.each([
  ['14', 'P 1 21/c 1 (14):b1'],
  [' P21/c ', 'P 1 21/c 1 (14):b1'],
  ['P 1 21/c 1', 'P 1 21/c 1 (14):b1'],
  ['P 21/c:b1', 'P 1 21/c 1 (14):b1'],
  ['-P 2ybc', 'P 1 21/c 1 (14):b1'],
  ['C2h^5', 'P 1 21/c 1 (14):b1'],
  ['fd-3m', 'F d -3 m:2 (227):2'],
  ['F d -3 m :1', 'F d -3 m:1 (227):1'],
  ['R-3mH', 'R -3 m:H (166):H'],
  ['Pbnm', 'P b n m (62):cab'],
  ['p63/mmc', 'P 63/m m c (194):'],
  ['-x,y+1/2,-z+1/2; -x,-y,-z', 'P 1 21/c 1 (14):b1'],
  ["'x,y,z'\n'-x,-y,-z'", 'P -1 (2):'],
  ['P 1 21/c 1 (a+b,b,c)', 'P 1 21/c 1 (a+b,b,c) (14):a+b,b,c'],
])('%j is %s', (text, name) => {
  expect(named(text)).toBe(name);
});

test('the extended symbol and the Hall symbol of every setting are found', () => {
  for (const { hmExtended, hall, number } of settings())
    for (const text of [hmExtended, hall])
      expect(search(text), text).toMatchObject({ kind: 'found', group: { number } });
});

test('a result says how it was read, what was assumed, and what else it names', () => {
  expect(search('R-3mH')).toMatchObject({
    readAs: 'Hermann–Mauguin symbol',
    notes: [expect.stringContaining('H axes')],
  });
  const model = search('14');
  expect(model.kind === 'found' && model.alternatives).toHaveLength(8);
  expect(search('-x,-x+y,-z; -x,-y,-z')).toMatchObject({
    readAs: 'coordinate triplets of operations',
    notes: [expect.stringContaining('no tabulated setting')],
  });
});

test('nothing is searched for in an empty field', () => {
  expect(search('  ')).toEqual({ kind: 'empty' });
});

test.each([
  ['P21/q', '"P21/q" matches no symbol.', 14],
  ['231', '231 is no space-group number', 230],
  ['14:x', 'has no setting "x"', 14],
  ['C2h', 'those of the class are C2h^1 to C2h^6', 15],
  ['Oh^99', 'names no space group', 227],
])('%s fails with a reason and candidates', (text, reason, candidate) => {
  const model = search(text);
  if (model.kind !== 'failed') throw new Error(`${text} was found`);
  expect(model.reason).toContain(reason);
  expect(model.reason).not.toMatch(/^lookup|closest/);
  expect(model.candidates.map(({ number }) => number)).toContain(candidate);
});

test.each([
  ['x,y,2z', 'its linear part must be a rotation'],
  ['-x,y; z,x,y', '-x,y'],
  ['nonsense:z', 'matches no symbol'],
])('%s fails without candidates', (text, reason) => {
  expect(search(text)).toMatchObject({ kind: 'failed', candidates: [] });
  expect(search(text)).toHaveProperty('reason', expect.stringContaining(reason));
});
