import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settings, spaceGroup } from '../core.js';
import { siteSymmetry } from './siteSymmetry.js';
import type { SymOp } from '../operations/symOp.js';
import type { Fractional } from '../algebra/types.js';
import { wyckoffPositions } from './wyckoff.js';

const groups = settings().map((s) => spaceGroup(s.number, { qualifier: s.qualifier }));

// Order of each of the 32 point groups.
const ORDERS: Readonly<Record<string, number>> = {
  '1': 1,
  '-1': 2,
  '2': 2,
  m: 2,
  '2/m': 4,
  '222': 4,
  mm2: 4,
  mmm: 8,
  '4': 4,
  '-4': 4,
  '4/m': 8,
  '422': 8,
  '4mm': 8,
  '-42m': 8,
  '4/mmm': 16,
  '3': 3,
  '-3': 6,
  '32': 6,
  '3m': 6,
  '-3m': 12,
  '6': 6,
  '-6': 6,
  '6/m': 12,
  '622': 12,
  '6mm': 12,
  '-62m': 12,
  '6/mmm': 24,
  '23': 12,
  'm-3': 24,
  '432': 24,
  '-43m': 24,
  'm-3m': 48,
};

describe('siteSymmetry', () => {
  it('its operations fix the point and are a group without reduction, in all 530 settings', () => {
    for (const group of groups) {
      for (const position of wyckoffPositions(group)) {
        const op = group.operations[(7 * position.multiplicity + 5) % group.order] as SymOp;
        const x = op.apply(position.at([0.0731, 0.2039, 0.4377]));
        const site = siteSymmetry(group, x);
        expect(site.order * position.multiplicity).toBe(group.order);
        // Equivalent points have the same symbol.
        expect(site.symbol).toBe(position.siteSymmetry);
        expect(ORDERS[site.pointGroup], `${group.number} ${site.symbol}`).toBe(site.order);
        const exactly = (g: SymOp): string => `${g.rotation.key};${g.trans.join()}`;
        const own = new Set(site.operations.map(exactly));
        expect(own.size).toBe(site.order);
        expect(site.operations[0]?.toXyz()).toBe('x,y,z');
        const last = site.operations.at(-1) as SymOp;
        const wrong = site.operations.filter(
          (g) =>
            !group.has(g) ||
            g.apply(site.exact).some((c, i) => Math.abs(c - (site.exact[i] as number)) >= 1e-9) ||
            !own.has(exactly(g.mul(last))),
        );
        expect(wrong.map(String)).toEqual([]);
      }
    }
  });

  it('knows all 32 point groups', () => {
    const found = new Set(
      groups.flatMap((group) =>
        wyckoffPositions(group).map((p) => siteSymmetry(group, p.at([0.0731, 0.2039, 0.4377])).pointGroup),
      ),
    );
    expect([...found].sort()).toEqual(Object.keys(ORDERS).sort());
  });

  it('is the whole point group somewhere exactly in the symmorphic groups', () => {
    for (const group of groups) {
      const whole = wyckoffPositions(group).some(
        (p) => p.siteOperations.length * group.centring.vectors.length === group.order,
      );
      expect(`${String(group)} ${whole}`).toBe(`${String(group)} ${group.isSymmorphic}`);
    }
  });

  it('is a group at any tolerance', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...groups),
        fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 }),
        fc.double({ min: 0, max: 0.1, noNaN: true }),
        (group, x, tolerance) => {
          const { operations, exact, order } = siteSymmetry(group, x as unknown as Fractional, tolerance);
          expect(group.order % order).toBe(0);
          const texts = new Set(operations.map((g) => g.toXyz()));
          for (const a of operations) for (const b of operations) expect(texts.has(a.mul(b).toXyz())).toBe(true);
          exact.forEach((c, i) => expect(Math.abs(c - (x[i] as number))).toBeLessThanOrEqual(tolerance + 1e-12));
        },
      ),
      { numRuns: 100, seed: 5 },
    );
  });

  it('gives the exact operations of an example', () => {
    const site = siteSymmetry(spaceGroup(62), [0.31, 0.250003, 0.62]);
    expect(site.symbol).toBe('.m.');
    expect(site.operations.map((g) => g.toXyz())).toEqual(['x,y,z', 'x,-y+1/2,z']);
    expect(site.exact[1]).toBe(0.25);
    // Symbols name the directions of the setting: in P m c n the mirror is perpendicular to a.
    const turned = spaceGroup(62, {
      qualifier: settings().find((s) => s.hmExtended === 'P m c n')?.qualifier as string,
    });
    expect(siteSymmetry(turned, [0.25, 0.62, 0.31]).symbol).toBe('m..');
  });
});
