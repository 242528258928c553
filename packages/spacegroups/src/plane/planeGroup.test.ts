import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spaceGroup } from '../core.js';
import { SpaceGroupError } from '../algebra/errors.js';
import { planeGroup } from './planeGroup.js';
import { PlaneOp, type Vec2 } from './planeOp.js';
import { wyckoffPositions } from '../positions/wyckoff.js';

// gap -q < tools/tables/dump_plane_groups.g (GAP 4.12.1, Cryst 4.1.25)
type Basis = readonly (readonly [string, string])[];
type Position = [multiplicity: number, order: number, { translation: [string, string]; basis: Basis }];
const { rows } = JSON.parse(
  readFileSync(new URL('../../../../tools/tables/sources/plane-groups-cryst.json', import.meta.url), 'utf8'),
) as {
  rows: [number, string, string[], Position[]][];
};

const groups = Array.from({ length: 17 }, (_, i) => planeGroup(i + 1));
const isSame = (a: Vec2, b: Vec2): boolean =>
  a.every((c, i) => Math.abs(c - (b[i] as number) - Math.round(c - (b[i] as number))) < 1e-9);
const value = (text: string): number => {
  const [n, d = 1] = text.split('/').map(Number) as [number, number?];
  return n / d;
};

// International Tables A, part 2.2: multiplicity, letter and site symmetry of the positions, letter a first.
const TABLES: readonly string[] = [
  '1a 1',
  '1a 2,1b 2,1c 2,1d 2,2e 1',
  '1a .m.,1b .m.,2c 1',
  '2a 1',
  '2a .m.,4b 1',
  '1a 2mm,1b 2mm,1c 2mm,1d 2mm,2e ..m,2f ..m,2g .m.,2h .m.,4i 1',
  '2a 2..,2b 2..,2c .m.,4d 1',
  '2a 2..,2b 2..,4c 1',
  '2a 2mm,2b 2mm,4c 2..,4d ..m,4e .m.,8f 1',
  '1a 4..,1b 4..,2c 2..,4d 1',
  '1a 4mm,1b 4mm,2c 2mm.,4d .m.,4e .m.,4f ..m,8g 1',
  '2a 4..,2b 2.mm,4c ..m,8d 1',
  '1a 3..,1b 3..,1c 3..,3d 1',
  '1a 3m.,1b 3m.,1c 3m.,3d .m.,6e 1',
  '1a 3.m,2b 3..,3c ..m,6d 1',
  '1a 6..,2b 3..,3c 2..,6d 1',
  '1a 6mm,2b 3m.,3c 2mm,6d ..m,6e .m.,12f 1',
];

describe('the 17 plane groups', () => {
  it.each(rows)('%i %s: operations of the oracle, closed, identity first', (number, _, operations) => {
    const group = planeGroup(number);
    const ours = group.operations.map((op) => op.toXy());
    expect(ours[0]).toBe('x,y');
    expect([...ours].sort()).toEqual([...operations].sort());
    for (const a of group.operations)
      for (const b of group.operations) expect(ours).toContain(a.mul(b).reduced().toXy());
    expect(group.order).toBe(operations.length);
  });

  it('have 72 Wyckoff positions with the letters and site symmetries of the International Tables', () => {
    const ours = groups.map((g) => g.wyckoff.map((p) => `${p.multiplicity}${p.letter} ${p.siteSymmetry}`).join());
    expect(ours).toEqual(TABLES);
    expect(groups.reduce((sum, g) => sum + g.wyckoff.length, 0)).toBe(72);
  });

  it.each(rows)('%i %s: each position of the oracle is one of ours', (number, _, __, positions) => {
    const group = planeGroup(number);
    const found = positions.map(([multiplicity, order, { translation, basis }]) => {
      const x = [0, 1].map((i) =>
        basis.reduce(
          (sum, b, k) => sum + ([0.0731, 0.2039][k] as number) * value(b[i] as string),
          value(translation[i] as string),
        ),
      );
      const { position } = group.wyckoffOf(x as unknown as Vec2);
      expect([position.multiplicity, position.siteOperations.length, position.dimension]).toEqual([
        multiplicity,
        order,
        basis.length,
      ]);
      return position.letter;
    });
    expect(found.sort().join('')).toBe('abcdefghi'.slice(0, group.wyckoff.length));
  });

  it('are the space groups over them, cut at any height', () => {
    for (const [plane, space] of [
      [10, 75],
      [11, 99],
      [12, 100],
      [13, 143],
      [14, 156],
      [15, 157],
      [16, 168],
      [17, 183],
    ] as const) {
      const prism = spaceGroup(space);
      // The order of operations differs: mirrors of p4mm start with -x,y, those of P 4 m m with x,-y,z.
      expect(
        planeGroup(plane)
          .operations.map((op) => `${op.toXy()},z`)
          .sort(),
      ).toEqual(prism.operations.map((op) => op.toXyz()).sort());
      // Letters and first representatives differ in places: d of p4mm is x,0 and d of P 4 m m x,x,z.
      const positions = wyckoffPositions(prism).map((p) => `${p.siteSymmetry} ${p.coordinates().sort().join(' ')}`);
      const ours = planeGroup(plane).wyckoff.map(
        (p) =>
          `${p.siteSymmetry} ${p
            .coordinates()
            .map((c) => `${c},z`)
            .sort()
            .join(' ')}`,
      );
      expect(ours.sort()).toEqual(positions.sort());
    }
  });

  it('are classified', () => {
    const column = (of: (g: (typeof groups)[number]) => unknown): string => groups.map((g) => String(of(g))).join(' ');
    expect(column((g) => g.hmShort)).toBe('p1 p2 pm pg cm p2mm p2mg p2gg c2mm p4 p4mm p4gm p3 p3m1 p31m p6 p6mm');
    expect(column((g) => g.hmFull)).toBe(
      'p1 p211 p1m1 p1g1 c1m1 p2mm p2mg p2gg c2mm p4 p4mm p4gm p3 p3m1 p31m p6 p6mm',
    );
    expect(column((g) => g.pointGroup)).toBe('1 2 m m m 2mm 2mm 2mm 2mm 4 4mm 4mm 3 3m 3m 6 6mm');
    expect(new Set(groups.map((g) => g.pointGroup)).size).toBe(10);
    expect(column((g) => g.bravais)).toBe('mp mp op op oc op op op oc tp tp tp hp hp hp hp hp');
    expect(column((g) => g.laueClass)).toBe('2 2 2mm 2mm 2mm 2mm 2mm 2mm 2mm 4 4mm 4mm 6 6mm 6mm 6 6mm');
    expect(new Set(groups.map((g) => g.crystalSystem)).size).toBe(4);
    expect(groups.filter((g) => g.isSymmorphic)).toHaveLength(13);
    for (const g of groups) {
      const whole = g.wyckoff.some((p) => p.siteOperations.length * g.centring.vectors.length === g.order);
      expect(`${g.hmShort} ${g.isSymmorphic}`).toBe(`${g.hmShort} ${whole}`);
    }
  });

  it('are generated by their generators', () => {
    for (const group of groups) {
      const known = new Map([['x,y', PlaneOp.of([1, 0, 0, 1], [0, 0])]]);
      for (const op of known.values())
        for (const g of group.generators) known.set(g.mul(op).reduced().toXy(), g.mul(op).reduced());
      expect(known.size).toBe(group.order);
    }
  });

  it('extinguish what a direct structure factor of random atoms extinguishes', () => {
    for (const group of groups) {
      const atoms: [Vec2, number][] = [];
      for (const x of group.orbit([0.0731, 0.2039])) atoms.push([x, 1]);
      for (const x of group.orbit([0.3117, 0.1453])) atoms.push([x, 0.6]);
      for (let h = -4; h <= 4; h++) {
        for (let k = -4; k <= 4; k++) {
          let re = 0;
          let im = 0;
          for (const [[x, y], f] of atoms) {
            re += f * Math.cos(2 * Math.PI * (h * x + k * y));
            im += f * Math.sin(2 * Math.PI * (h * x + k * y));
          }
          expect(`${group.hmShort} ${h} ${k} ${Math.hypot(re, im) < 1e-9}`).toBe(
            `${group.hmShort} ${h} ${k} ${group.isAbsent([h, k])}`,
          );
        }
      }
    }
  });

  it('have the reflection conditions of the International Tables', () => {
    const texts = groups.map((g) =>
      g
        .reflectionConditions()
        .map((c) => `${c.reflections}: ${c.condition}`)
        .join('; '),
    );
    expect(texts).toEqual([
      '',
      '',
      '',
      '0k: k=2n',
      'hk: h+k=2n; h0: h=2n; 0k: k=2n',
      '',
      'h0: h=2n',
      'h0: h=2n; 0k: k=2n',
      'hk: h+k=2n; h0: h=2n; 0k: k=2n',
      '',
      '',
      'h0: h=2n; 0k: k=2n',
      '',
      '',
      '',
      '',
      '',
    ]);
  });

  it('find points back on their positions', () => {
    for (const group of groups) {
      for (const position of group.wyckoff) {
        const x = position.at([0.0731, 0.2039]);
        expect(position.contains(x)).toBe(true);
        expect(group.orbit(x)).toHaveLength(position.multiplicity);
        expect(position.coordinates()).toHaveLength(position.multiplicity);
        for (const op of group.operations) {
          const [a, b] = op.apply(x);
          const site = group.wyckoffOf([a + 1.00001, b - 2]);
          expect(site.position).toBe(position);
          expect(isSame(site.operation.apply(position.at(site.parameters)), site.exact)).toBe(true);
        }
      }
    }
  });

  it('map the orbit of a point onto itself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...groups),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (group, x, y) => {
          const orbit = group.orbit([x, y]);
          expect(group.order % orbit.length).toBe(0);
          for (const p of orbit)
            for (const op of group.operations)
              expect(
                orbit.some((q) =>
                  q.every(
                    (c, i) =>
                      Math.abs(c - (op.apply(p)[i] as number) - Math.round(c - (op.apply(p)[i] as number))) < 1e-5,
                  ),
                ),
              ).toBe(true);
        },
      ),
      { numRuns: 100, seed: 4 },
    );
  });

  it('refuse numbers outside 1 to 17', () => {
    for (const number of [0, 18, 1.5, NaN]) expect(() => planeGroup(number)).toThrow(SpaceGroupError);
    expect(planeGroup(12)).toBe(planeGroup(12));
    expect(JSON.stringify(planeGroup(12))).toBe('{"number":12,"hm":"p4gm"}');
    expect(String(planeGroup(17).wyckoff[4])).toBe('6e .m. x,-x');
    expect(() => planeGroup(1).isAbsent([0.5, 0])).toThrow(SpaceGroupError);
  });
});

describe('PlaneOp', () => {
  it('has the parts and algebra of a symmetry operation', () => {
    const glide = PlaneOp.of([-1, 0, 0, 1], [0, 12]);
    expect([glide.toXy(), glide.type, glide.det, glide.order, glide.isGlide]).toEqual(['-x,y+1/2', 'm', -1, 2, true]);
    expect(PlaneOp.of([-1, 0, 0, 1], [12, 0]).isGlide).toBe(false);
    expect(glide.mul(glide).toXy()).toBe('x,y+1');
    expect(glide.mul(glide.inverse()).toXy()).toBe('x,y');
    expect(glide.apply([0.1, 0.2])).toEqual([-0.1, 0.7]);
    expect(glide.applyHk([1, 2])).toEqual([-1, 2]);
    expect(glide.phaseShift([0, 1])).toBe(12);
    expect(glide.equals(PlaneOp.of(glide.rot, glide.trans))).toBe(true);
    expect(JSON.stringify(glide)).toBe('{"rot":[-1,0,0,1],"trans":[0,12]}');
    expect(new Set(groups.flatMap((g) => g.operations.map((op) => op.type)))).toEqual(
      new Set(['1', '2', '3', '4', '6', 'm']),
    );
    expect(() => PlaneOp.of([1, 0, 0], [0, 0])).toThrow(SpaceGroupError);
    expect(() => PlaneOp.of([1, 1, 0, 1], [0, 0])).toThrow(SpaceGroupError);
  });
});
