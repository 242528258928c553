import { spaceGroup } from '@crystal-fourier/spacegroups';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import { heldOutSplit, sampleOf } from './heldOutSplit.js';
import { holdOut, type HoldOutItem } from './holdOut.js';
import type { HoldOutRule } from './holdOutRule.js';

const FORMULAS = ['NaCl', 'Fe2O3', 'SiO2', 'MgO', 'LiFePO4', 'Al'];
const items: HoldOutItem[] = Array.from({ length: 460 }, (_, i) => ({
  id: `r${i}`,
  group: 1 + (i % 230),
  formula: FORMULAS[i % FORMULAS.length]!,
  // Three clusters far from each other.
  descriptors: [100 * (i % 3), i % 3 === 1 ? 1 : 0, i % 3 === 2 ? 1 : 0, i % 7 === 0 ? Number.NaN : Math.cos(i)],
}));
const byId = new Map(items.map((item) => [item.id, item]));
const elementsOf = ({ formula }: HoldOutItem): string[] => formula!.match(/[A-Z][a-z]?/g)!;

/** Every kind of rule. */
const rules = fc.oneof<fc.Arbitrary<HoldOutRule>[]>(
  fc.constantFrom<HoldOutRule>(
    { by: 'system' },
    {
      by: 'system',
      merge: [
        ['triclinic', 'monoclinic'],
        ['hexagonal', 'trigonal'],
      ],
    },
    { by: 'group', keys: ['71', '140'] },
    { by: 'element' },
    { by: 'element', keys: ['O', 'Fe'] },
  ),
  fc.record({
    by: fc.constantFrom('group', 'formula', 'cluster', 'random'),
    folds: fc.integer({ min: 2, max: 6 }),
    seed: fc.nat(),
  }),
);

describe('holdOut', () => {
  it('has every record in one fold, or, of elements and named groups, those that it is named after', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const folds = holdOut(items, rule);
        expect(new Set(folds.map(({ name }) => name)).size).toBe(folds.length);
        const all = folds.flatMap(({ ids }) => ids);
        if (rule.by === 'element')
          for (const { name, ids } of folds)
            expect(ids.length).toBe(items.filter((item) => elementsOf(item).includes(name)).length);
        else if (rule.keys !== undefined)
          expect(new Set(all.map((id) => byId.get(id)!.group))).toEqual(new Set([71, 140]));
        else expect(all.toSorted()).toEqual(items.map(({ id }) => id).sort());
        for (const { ids } of folds) {
          expect(ids.length).toBeGreaterThan(0);
          expect(ids).toEqual([...new Set(ids)].sort());
        }
      }),
      { numRuns: 60 },
    );
  });

  it('depends on the set of records and the rule only', () => {
    fc.assert(
      fc.property(rules, fc.shuffledSubarray(items, { minLength: items.length }), (rule, shuffled) => {
        expect(holdOut(shuffled, rule)).toEqual(holdOut(items, rule));
      }),
      { numRuns: 40 },
    );
  });

  it.each<[HoldOutRule, (item: HoldOutItem) => unknown]>([
    [{ by: 'group', folds: 4, seed: 3 }, ({ group }) => group],
    [{ by: 'formula', folds: 3, seed: 3 }, ({ formula }) => formula],
    [{ by: 'system' }, ({ group }) => spaceGroup(group!).crystalSystem],
    [{ by: 'cluster', folds: 3, seed: 3 }, ({ descriptors }) => Math.round(descriptors![0]! / 100)],
  ])('keeps together what %o names', (rule, keyOf) => {
    const foldsOf = new Map<unknown, Set<string>>();
    for (const { name, ids } of holdOut(items, rule))
      for (const id of ids) {
        const key = keyOf(byId.get(id)!);
        foldsOf.set(key, (foldsOf.get(key) ?? new Set()).add(name));
      }
    expect([...foldsOf.values()].every((names) => names.size === 1)).toBe(true);
  });

  it('merges systems and names folds in the order of the International Tables', () => {
    const names = (rule: HoldOutRule): string[] => holdOut(items, rule).map(({ name }) => name);
    expect(names({ by: 'system' })).toHaveLength(7);
    expect(
      names({
        by: 'system',
        merge: [
          ['monoclinic', 'triclinic'],
          ['trigonal', 'hexagonal'],
        ],
      }),
    ).toEqual(['triclinic+monoclinic', 'orthorhombic', 'tetragonal', 'trigonal+hexagonal', 'cubic']);
    expect(names({ by: 'group', keys: ['140', '71'] })).toEqual(['71+140']);
    expect(names({ by: 'element', folds: 2 })).toEqual(['O', 'Fe']);
    expect(names({ by: 'element', keys: ['Fe', 'O', 'Al'] })).toEqual(['Fe', 'O', 'Al']);
  });

  it('has no fold for a system without records', () => {
    const some = items.filter(({ group }) => group! > 142);
    expect(holdOut(some, { by: 'system' }).map(({ name }) => name)).toEqual(['trigonal', 'hexagonal', 'cubic']);
  });

  it.each<[HoldOutRule, string, RegExp]>([
    [{ by: 'sytem' as never }, 'bad-argument', /one of system, group/],
    [{ by: 'system', folds: 3 }, 'bad-argument', /crystal systems/],
    [{ by: 'system', keys: ['cubic'] }, 'bad-argument', /only groups and elements/],
    [{ by: 'system', merge: [['cubic', 'cubical']] }, 'bad-argument', /out of triclinic.*cubical/],
    [
      {
        by: 'system',
        merge: [
          ['cubic', 'trigonal'],
          ['trigonal', 'hexagonal'],
        ],
      },
      'bad-argument',
      /each once.*trigonal/,
    ],
    [{ by: 'random', merge: [['cubic', 'trigonal']] }, 'bad-argument', /only crystal systems/],
    [{ by: 'random', folds: 1 }, 'bad-argument', /at least 2/],
    [{ by: 'random', seed: -1 }, 'bad-argument', /seed/],
    [{ by: 'group', keys: ['231'] }, 'bad-argument', /no record has the space group "231"/],
    [{ by: 'group', keys: ['71', '71'] }, 'bad-argument', /differ/],
    [{ by: 'element', keys: ['Xe'] }, 'bad-argument', /no record has the element "Xe"/],
  ])('refuses %o', (rule, code, message) => {
    const attempt = (): unknown => holdOut(items, rule);
    expect(attempt).toThrow(DataError);
    expect(attempt).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  it('refuses a fold that has all records, repeated identifiers, and what lacks what the rule goes by', () => {
    const oxides = items.filter((item) => elementsOf(item).includes('O'));
    expect(() => holdOut(oxides, { by: 'element', keys: ['O'] })).toThrow(/has all \d+ records/);
    expect(() => holdOut([...items, items[0]!], { by: 'random' })).toThrow(/this one repeats/);
    expect(() => holdOut(items.slice(0, 1), { by: 'random' })).toThrow(/at least two/);
    const bare = items.map(({ id }) => ({ id }));
    expect(() => holdOut(bare, { by: 'system' })).toThrow(/space group/);
    expect(() => holdOut(bare, { by: 'element' })).toThrow(/formula/);
    expect(() => holdOut(bare, { by: 'cluster' })).toThrow(/descriptors/);
  });
});

describe('heldOutSplit', () => {
  it('has nothing of the fold in train or val, and everything else once', () => {
    const ids = items.map(({ id }) => id);
    fc.assert(
      fc.property(rules, fc.double({ min: 0, max: 0.99, noNaN: true }), fc.nat(), (rule, validation, seed) => {
        for (const fold of holdOut(items, rule)) {
          const { parts } = heldOutSplit(ids, fold, { validation, seed });
          const { train = [], val = [], test = [] } = parts;
          expect(test).toEqual(fold.ids);
          expect([...train, ...val, ...test].sort()).toEqual(ids.toSorted());
          expect(train.length).toBeGreaterThan(0);
          expect(val.length).toBe(
            Math.min(Math.round(validation * (ids.length - test.length)), ids.length - test.length - 1),
          );
          expect(heldOutSplit(ids.toReversed(), fold, { validation, seed }).parts).toEqual(parts);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a share that is none', () => {
    for (const validation of [-0.1, 1, Number.NaN])
      expect(() => heldOutSplit(['a', 'b'], { ids: ['a'] }, { validation })).toThrow(/below 1/);
  });
});

describe('sampleOf', () => {
  it('draws so many, the same for the same seed, whatever the order', () => {
    const ids = items.map(({ id }) => id);
    const drawn = sampleOf(ids, 50, 7);
    expect(new Set(drawn).size).toBe(50);
    expect(sampleOf(ids.toReversed(), 50, 7)).toEqual(drawn);
    expect(sampleOf(ids, 50, 8)).not.toEqual(drawn);
    expect(sampleOf(ids, 9999, 7)).toEqual(ids.toSorted());
    expect(() => sampleOf(ids, 0, 7)).toThrow(/at least 1/);
  });
});
