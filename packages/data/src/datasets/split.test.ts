import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import { parseSplit, split, type SplitBy, type SplitItem } from './split.js';

const items: SplitItem[] = Array.from({ length: 1000 }, (_, i) => ({
  id: `r${i}`,
  group: 1 + ((i * 7) % 230),
  formula: `F${i % 90}`,
}));
const sizes = (parts: Readonly<Record<string, readonly string[]>>): number[] =>
  Object.values(parts).map((ids) => ids.length);

/** The slow, obvious meaning of "no cluster in two parts". */
function clustersInTwoParts(
  parts: Readonly<Record<string, readonly string[]>>,
  key: (item: SplitItem) => unknown,
): unknown[] {
  const partOf = new Map(Object.entries(parts).flatMap(([name, ids]) => ids.map((id) => [id, name] as const)));
  const seen = new Map<unknown, string | undefined>();
  return items.filter((item) => {
    const part = partOf.get(item.id);
    const before = seen.get(key(item));
    seen.set(key(item), part);
    return before !== undefined && before !== part;
  });
}

describe('split', () => {
  it('meets the shares exactly where each record is for itself', () => {
    expect(sizes(split(items).parts)).toEqual([800, 100, 100]);
    expect(sizes(split(items, { parts: { a: 1, b: 3 } }).parts)).toEqual([250, 750]);
  });

  it.each<[SplitBy, (item: SplitItem) => unknown]>([
    ['group', (item) => item.group],
    ['formula', (item) => item.formula],
  ])('keeps every %s in one part, and the shares nearly', (by, key) => {
    const { parts } = split(items, { by, seed: 3 });
    expect(clustersInTwoParts(parts, key)).toEqual([]);
    const [train, val, test] = sizes(parts) as [number, number, number];
    expect(train + val + test).toBe(1000);
    expect(Math.abs(train - 800)).toBeLessThanOrEqual(12);
    expect(Math.abs(val - 100)).toBeLessThanOrEqual(12);
  });

  it('keeps every crystal system in one part', () => {
    const { parts } = split(items, { by: 'crystal-system', parts: { train: 0.5, test: 0.5 }, seed: 1 });
    const system = (n: number): number => [2, 15, 74, 142, 167, 194].filter((last) => n > last).length;
    expect(clustersInTwoParts(parts, (item) => system(item.group!))).toEqual([]);
    expect(Math.min(...sizes(parts))).toBeGreaterThan(0);
  });

  it('gives a part the groups that it must have, and nothing else for a share of 0', () => {
    const { parts } = split(items, {
      by: 'group',
      parts: { train: 0.9, val: 0.1, test: 0 },
      assign: { test: [71, 140] },
    });
    const wanted = items
      .filter(({ group }) => group === 71 || group === 140)
      .map(({ id }) => id)
      .sort();
    expect(wanted.length).toBeGreaterThan(0);
    expect(parts['test']).toEqual(wanted);
  });

  it('depends on the set of records and the seed, not on their order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.shuffledSubarray(items, { minLength: 1000 }),
        (seed, shuffled) => {
          expect(split(shuffled, { seed, by: 'formula' })).toEqual(split(items, { seed, by: 'formula' }));
        },
      ),
      { numRuns: 5 },
    );
    expect(split(items, { seed: 1 })).not.toEqual(split(items, { seed: 2 }));
  });

  it('has not changed: a split is published with its seed', () => {
    expect(split(items.slice(0, 12), { seed: 42, parts: { train: 2, test: 1 } }).parts['test']).toMatchInlineSnapshot(`
      [
        "r0",
        "r10",
        "r2",
        "r5",
      ]
    `);
  });

  it.each<[string, () => unknown]>([
    ['no part', () => split(items, { parts: {} })],
    ['a negative share', () => split(items, { parts: { a: -1, b: 2 } })],
    ['an identifier twice', () => split([{ id: 'a' }, { id: 'a' }])],
    ['no group to go by', () => split([{ id: 'a' }], { by: 'group' })],
    ['a group that does not exist', () => split([{ id: 'a', group: 231 }], { by: 'crystal-system' })],
    ['an unknown part', () => split(items, { assign: { other: [1] } })],
    ['a group nobody has', () => split([{ id: 'a', group: 1 }], { by: 'group', assign: { test: [2] } })],
  ])('refuses %s', (_what, attempt) => {
    expect(attempt).toThrow(DataError);
  });
});

describe('parseSplit', () => {
  it('reads what JSON.stringify writes', () => {
    const made = split(items, { seed: 5 });
    expect(parseSplit(JSON.stringify(made))).toEqual(made);
  });

  it.each([
    ['no JSON', '{', /JSON/],
    ['another format', '{"format":"x","version":1,"parts":{}}', /format/],
    ['another version', '{"format":"crystal-fourier/split","version":2,"parts":{}}', /version 2/],
    ['no parts', '{"format":"crystal-fourier/split","version":1}', /parts/],
    ['numbers as identifiers', '{"format":"crystal-fourier/split","version":1,"parts":{"a":[1]}}', /identifiers/],
    [
      'a record in two parts',
      '{"format":"crystal-fourier/split","version":1,"parts":{"a":["x"],"b":["x"]}}',
      /record "x"/,
    ],
    ['null', 'null', /format/],
  ])('refuses %s in one line', (_what, text, message) => {
    expect(() => parseSplit(text, 'split.json')).toThrow(message);
    expect(() => parseSplit(text, 'split.json')).toThrow(/^split\.json: .*$/);
  });
});
