import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAbc } from '../operations/changeOfBasis.js';
import { type CoreSpaceGroup, settings, spaceGroup, type SymOp } from '../core.js';
import { SpaceGroupError } from '../algebra/errors.js';
import { parseXyz } from '../operations/parseXyz.js';
import { reciprocalAsu, toAsu } from './reciprocalAsu.js';
import type { Fractional, Hkl } from '../algebra/types.js';
import { cube, described } from '../testing/reflections.js';

const GROUPS = settings().map(({ number, qualifier }) => spaceGroup(number, { qualifier }));

// Outside the table: primitive cells, larger cells (indices in the reference cell are fractions), sheared ones.
const UNTABULATED = (
  [
    [2, '2a,2b,2c'],
    [14, 'a+b,b,2a+3b+c'],
    [15, '1/2*a+1/2*b,b,c;1/8,0,0'],
    [43, '1/2*b+1/2*c,1/2*a+1/2*c,1/2*a+1/2*b'],
    [62, '2a+3b,a+2b,c'],
    [88, '-1/2*a+1/2*b+1/2*c,1/2*a-1/2*b+1/2*c,1/2*a+1/2*b-1/2*c'],
    [136, 'a+b,-a+b,c'],
    [148, '2a,2b,c'],
    [151, 'a,b,2c'],
    [167, '2a,2b,c'],
    [194, 'c,a,b;1/24,1/3,0'],
    [205, 'a+b,b+c,a+c'],
    [227, '1/2*b+1/2*c,1/2*a+1/2*c,1/2*a+1/2*b'],
    [230, '2a,2b,2c'],
  ] as const
).map(([number, abc]) => spaceGroup(number).changeBasis(parseAbc(abc)));

const key = (h: Hkl): string => h.join();

/** The reflections ±hR. */
function equivalents(group: CoreSpaceGroup, h: Hkl): Map<string, Hkl> {
  const images = group.representatives.map((op) => op.applyHkl(h).map((c) => c + 0) as unknown as Hkl);
  const opposite = images.map((g) => g.map((c) => -c + 0) as unknown as Hkl);
  return new Map([...images, ...opposite].map((g) => [key(g), g]));
}

/** What goes wrong for the orbits of the given reflections. */
function violations(group: CoreSpaceGroup, reflections: readonly Hkl[]): string[] {
  const wrong: string[] = [];
  const seen = new Set<string>();
  const asu = reciprocalAsu(group);
  for (const start of reflections) {
    if (seen.has(key(start))) continue;
    const orbit = equivalents(group, start);
    const inside = [...orbit.values()].filter((h) => asu.contains(h));
    if (inside.length !== 1) wrong.push(`${String(group)}: ${inside.length} equivalents of ${key(start)} are inside`);
    for (const h of orbit.values()) {
      seen.add(key(h));
      const { hkl, operation, friedel, phaseShift } = toAsu(group, h);
      const op = group.operations[operation];
      const image = op?.applyHkl(h).map((c) => (friedel ? -c : c) + 0) as unknown as Hkl;
      if (key(hkl) !== key(inside[0] as Hkl)) wrong.push(`${String(group)}: ${key(h)} goes to ${key(hkl)}`);
      if (key(image) !== key(hkl) || op?.phaseShift(h) !== phaseShift)
        wrong.push(`${String(group)}: operation of ${key(h)}`);
      if (friedel && group.isCentric(h)) wrong.push(`${String(group)}: ${key(h)} needs no Friedel's law`);
    }
    const again = toAsu(group, inside[0] as Hkl);
    if (key(again.hkl) !== key(inside[0] as Hkl) || again.operation !== 0 || again.friedel || again.phaseShift !== 0) {
      wrong.push(`${String(group)}: not idempotent at ${key(start)}`);
    }
  }
  return wrong;
}

describe('reciprocal asymmetric unit', () => {
  it('has exactly one of all equivalents, to which all go, in the 530 settings', () => {
    const reflections = cube(3);
    expect(GROUPS.flatMap((group) => violations(group, reflections))).toEqual([]);
  });

  it('does so outside the table', () => {
    expect(UNTABULATED.every((group) => group.setting.index === null)).toBe(true);
    const reflections = cube(4);
    expect(UNTABULATED.flatMap((group) => violations(group, reflections))).toEqual([]);
  });

  it('does so for large indices', () => {
    const index = fc.integer({ min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(
        fc.constantFrom(...GROUPS, ...UNTABULATED),
        index,
        index,
        index,
        fc.boolean(),
        (group, h, k, l, equal) => {
          expect(violations(group, [[h, equal ? h : k, l]])).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('agrees with gemmi in the reference settings', () => {
    const { rows } = JSON.parse(
      readFileSync(new URL('../../../../tools/tables/sources/reciprocal-asu-gemmi.json', import.meta.url), 'utf8'),
    ) as { rows: [number, string, string[], [Hkl, Hkl, number][]][] };
    expect(rows.length).toBe(230);
    for (const [number, condition, ops, mapped] of rows) {
      const group = spaceGroup(number);
      expect(reciprocalAsu(group).description).toBe(condition);
      for (const [from, to, isym] of mapped) {
        const { hkl, operation, friedel } = toAsu(group, from);
        expect(hkl).toEqual(to);
        // gemmi takes the first of its operations that does it, with Friedel's law or not.
        if (group.isCentric(from)) continue;
        expect(friedel).toBe(isym % 2 === 0);
        const theirs = parseXyz(ops[(isym - 1) >> 1] as string);
        const op = group.operations[operation] as SymOp;
        expect(key(op.applyHkl(from))).toBe(key(theirs.applyHkl(from)));
      }
    }
  });

  // python3 -c "import gemmi; s = gemmi.SpaceGroup(xhm); print(gemmi.ReciprocalAsu(s).to_asu(hkl, s.operations()))", gemmi 0.5.7
  it.each([
    ['P 1 1 21/b', '-2 -5 -1 > 2 5 1, 3 -7 -6 > -3 7 6, 6 1 -6 > 6 1 6'],
    ['I 1 2/a 1', '-2 2 -7 > 2 2 7, 7 1 -4 > 7 1 -4, -7 -6 -1 > 7 6 1'],
    ['P 1 21/n 1', '-1 -6 -4 > 1 6 4, -6 1 -1 > -6 1 -1, -7 6 2 > -7 6 2'],
    ['C c 1 1', '-6 -4 3 > 6 -4 3, 3 2 -7 > 3 -2 7, 2 2 -1 > 2 -2 1'],
    ['P n a m', '-7 -4 -7 > -7 4 7, 1 6 -5 > -1 6 5, -3 -1 -5 > -3 1 5'],
    ['P m 21 b', '1 -6 2 > -1 6 2, -3 1 6 > -3 1 6, 3 -5 -6 > -3 5 6'],
    ['B b c m', '2 2 3 > 2 2 3, -4 -2 -6 > 4 2 6, 1 4 -6 > 1 4 6'],
    ['F d d d:1', '2 -7 2 > 2 7 2, -4 0 3 > 4 0 3, 1 -1 5 > 1 1 5'],
    ['I 41/a:1', '-2 0 2 > 0 2 2, 7 0 -2 > 0 7 2, -3 -4 5 > 3 4 5'],
    ['R -3:R', '-5 4 5 > -5 5 -4, -4 -6 2 > -6 2 -4, -3 1 0 > -3 1 0'],
    ['R 3 2:R', '7 -2 4 > -7 2 -4, 0 -3 2 > -2 3 0, -6 -6 1 > -6 1 -6'],
    ['R -3 c:R', '-1 -5 5 > -5 5 -1, -2 -5 7 > -5 7 -2, 0 -1 -7 > 0 7 1'],
    ['F d -3 m:1', '3 -6 5 > 3 6 5, 1 2 5 > 1 5 2, 7 6 -2 > 2 7 6'],
    ['P n -3:1', '-2 4 -2 > 2 4 2, 2 0 2 > 0 2 2, 5 0 -6 > 0 6 5'],
  ])('agrees with gemmi in %s', (symbol, mapped) => {
    const group = GROUPS.find((g) => g.setting.hmExtended === symbol) as CoreSpaceGroup;
    for (const pair of mapped.split(', ')) {
      const [from, to] = pair.split(' > ').map((text) => text.split(' ').map(Number)) as unknown as [Hkl, Hkl];
      expect(toAsu(group, from).hkl).toEqual(to);
    }
  });

  it('describes the conditions that it evaluates', () => {
    const reflections = cube(3);
    for (const group of [...GROUPS, ...UNTABULATED]) {
      const asu = reciprocalAsu(group);
      const contains = described(asu.description);
      expect(reflections.filter((h) => contains(h) !== asu.contains(h))).toEqual([]);
    }
    expect(reciprocalAsu(spaceGroup(14, { uniqueAxis: 'c' })).description).toBe('l>=0 and (h>0 or (h=0 and k>=0))');
  });

  it('relates structure factors as documented', () => {
    const atoms: readonly (readonly [Fractional, number])[] = [
      [[0.1372, 0.2918, 0.4186], 1],
      [[0.0651, 0.3307, 0.1893], 2.5],
      [[0.4219, 0.1153, 0.2762], -0.7],
    ];
    const reflections = ['-3 5 1', '2 -4 -6', '1 1 -3', '0 -2 5', '-2 0 4', '-1 -3 0'].map(
      (text) => text.split(' ').map(Number) as unknown as Hkl,
    );
    const turn = 2 * Math.PI;
    for (const group of [...GROUPS, ...UNTABULATED]) {
      const points = group.operations.flatMap((op) => atoms.map(([x, f]) => [op.apply(x), f] as const));
      const factor = ([h, k, l]: Hkl): [number, number] => {
        let re = 0;
        let im = 0;
        for (const [[x, y, z], f] of points) {
          re += f * Math.cos(turn * (h * x + k * y + l * z));
          im += f * Math.sin(turn * (h * x + k * y + l * z));
        }
        return [re, im];
      };
      for (const h of reflections) {
        const { hkl, friedel, phaseShift } = toAsu(group, h);
        const [a, b] = factor(h);
        const [c, d] = factor(hkl);
        const angle = ((friedel ? 1 : -1) * turn * phaseShift) / 24;
        const start = friedel ? -b : b;
        expect(c).toBeCloseTo(a * Math.cos(angle) - start * Math.sin(angle), 8);
        expect(d).toBeCloseTo(a * Math.sin(angle) + start * Math.cos(angle), 8);
      }
    }
  });

  it('refuses what are no Miller indices', () => {
    const group = spaceGroup(14);
    expect(() => toAsu(group, [1, 0.5, 0])).toThrow(SpaceGroupError);
    expect(() => reciprocalAsu(group).contains([1, 2] as unknown as Hkl)).toThrow(
      'reciprocalAsu.contains: Miller indices',
    );
    expect(toAsu(group, [0, 0, 0])).toEqual({ hkl: [0, 0, 0], operation: 0, friedel: false, phaseShift: 0 });
  });
});
