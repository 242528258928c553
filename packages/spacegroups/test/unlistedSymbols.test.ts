import { readFileSync } from 'node:fs';
import { fromHall, lookup, parseXyz, settings, type SpaceGroup, type SymOp } from '@crystal-fourier/spacegroups';
import { analyze_cell, initSync } from '@spglib/moyo-wasm';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

function groupsOf(symbol: string, notation: 'hm' | 'any' = 'hm'): readonly SpaceGroup[] {
  const found = lookup(symbol, { notation });
  return found.ok ? [found.group, ...found.alternatives] : [];
}

const operationsOf = (group: SpaceGroup): string => group.operations.map(String).sort().join(' ');

/** A cell with the symmetry of the group's lattice and no more: row vectors, from a general metric averaged over the point group. */
function latticeOf(group: SpaceGroup): number[] {
  const general = [60, 3, 5, 3, 83, 7, 5, 7, 111];
  const metric = Array.from({ length: 9 }, () => 0);
  for (const { rot } of group.representatives) {
    for (let i = 0; i < 9; i++)
      for (let k = 0; k < 9; k++)
        metric[i] =
          (metric[i] as number) +
          ((rot[3 * Math.floor(k / 3) + Math.floor(i / 3)] as number) *
            (general[k] as number) *
            (rot[3 * (k % 3) + (i % 3)] as number)) /
            group.representatives.length;
  }
  const [aa, ab, ac, , bb, bc, , , cc] = metric as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const a = Math.sqrt(aa);
  const by = Math.sqrt(bb - (ab / a) ** 2);
  const cy = (bc - (ab / a) * (ac / a)) / by;
  return [a, 0, 0, ab / a, by, 0, ac / a, cy, Math.sqrt(cc - (ac / a) ** 2 - cy ** 2)];
}

/** What moyo finds in a crystal of three general orbits of the group: its number, and its operations in this cell. */
function foundByMoyo(group: SpaceGroup): { number: number; operations: string } {
  const points = [
    [0.113, 0.237, 0.401],
    [0.071, 0.329, 0.183],
    [0.291, 0.157, 0.043],
  ] as const;
  const positions: number[][] = [];
  const numbers: number[] = [];
  for (const [species, point] of points.entries()) {
    for (const op of group.operations) {
      positions.push(op.apply([...point]).map((c) => c - Math.floor(c)));
      numbers.push(species + 1);
    }
  }
  const cell = JSON.stringify({ lattice: { basis: latticeOf(group) }, positions, numbers });
  const { number, operations } = analyze_cell(cell, 1e-4, 'Standard');
  const triplets = operations.map(({ rotation, translation }) => {
    const shift = translation.map((t) => ((Math.round(t * 24) % 24) + 24) % 24);
    // Its matrices are stored by columns.
    return `${[0, 3, 6, 1, 4, 7, 2, 5, 8].map((i) => rotation[i]).join()};${shift.join()}`;
  });
  return { number, operations: triplets.sort().join(' ') };
}

const asMoyo = (group: SpaceGroup): string =>
  group.operations
    .map((op) => `${op.rot.join()};${op.reduced().trans.join()}`)
    .sort()
    .join(' ');

/** International Tables A, table 1.5.4.4: multiple cells of the tetragonal groups and of those with a P lattice and a 3- or 6-fold axis. */
const MULTIPLE: Readonly<Record<number, string>> = {
  75: 'C 4',
  76: 'C 41',
  77: 'C 42',
  78: 'C 43',
  79: 'F 4',
  80: 'F 41',
  81: 'C -4',
  82: 'F -4',
  83: 'C 4/m',
  84: 'C 42/m',
  85: 'C 4/a',
  86: 'C 42/a',
  87: 'F 4/m',
  88: 'F 41/d',
  89: 'C 4 2 2',
  90: 'C 4 2 21',
  91: 'C 41 2 2',
  92: 'C 41 2 21',
  93: 'C 42 2 2',
  94: 'C 42 2 21',
  95: 'C 43 2 2',
  96: 'C 43 2 21',
  97: 'F 4 2 2',
  98: 'F 41 2 2',
  99: 'C 4 m m',
  100: 'C 4 m b',
  101: 'C 42 m c',
  102: 'C 42 m n',
  103: 'C 4 c c',
  104: 'C 4 c n',
  105: 'C 42 c m',
  106: 'C 42 c b',
  107: 'F 4 m m',
  108: 'F 4 m c',
  109: 'F 41 d m',
  110: 'F 41 d c',
  111: 'C -4 m 2',
  112: 'C -4 c 2',
  113: 'C -4 m 21',
  114: 'C -4 c 21',
  115: 'C -4 2 m',
  116: 'C -4 2 c',
  117: 'C -4 2 b',
  118: 'C -4 2 n',
  119: 'F -4 2 m',
  120: 'F -4 2 c',
  121: 'F -4 m 2',
  122: 'F -4 d 2',
  123: 'C 4/m m m',
  124: 'C 4/m c c',
  125: 'C 4/a m b',
  126: 'C 4/a c n',
  127: 'C 4/m m b',
  128: 'C 4/m c n',
  129: 'C 4/a m m',
  130: 'C 4/a c c',
  131: 'C 42/m c m',
  132: 'C 42/m m c',
  133: 'C 42/a c b',
  134: 'C 42/a m n',
  135: 'C 42/m c b',
  136: 'C 42/m m n',
  137: 'C 42/a c m',
  138: 'C 42/a m c',
  139: 'F 4/m m m',
  140: 'F 4/m m c',
  141: 'F 41/d d m',
  142: 'F 41/d d c',
  144: 'H 31',
  149: 'H 3 2 1',
  150: 'H 3 1 2',
  151: 'H 31 2 1',
  152: 'H 31 1 2',
  153: 'H 32 2 1',
  154: 'H 32 1 2',
  156: 'H 3 1 m',
  157: 'H 3 m 1',
  158: 'H 3 1 c',
  159: 'H 3 c 1',
  162: 'H -3 m 1',
  163: 'H -3 c 1',
  164: 'H -3 1 m',
  165: 'H -3 1 c',
  168: 'H 6',
  169: 'H 61',
  170: 'H 65',
  171: 'H 62',
  172: 'H 64',
  173: 'H 63',
  174: 'H -6',
  175: 'H 6/m',
  176: 'H 63/m',
  177: 'H 6 2 2',
  178: 'H 61 2 2',
  179: 'H 65 2 2',
  180: 'H 62 2 2',
  181: 'H 64 2 2',
  182: 'H 63 2 2',
  183: 'H 6 m m',
  184: 'H 6 c c',
  185: 'H 63 m c',
  186: 'H 63 c m',
  187: 'H -6 2 m',
  188: 'H -6 2 c',
  189: 'H -6 m 2',
  190: 'H -6 c 2',
  191: 'H 6/m m m',
  192: 'H 6/m c c',
  193: 'H 63/m m c',
  194: 'H 63/m c m',
};

/** Triclinic and monoclinic symbols that files have, with their numbers. */
const OTHER_LATTICES: Readonly<Record<number, string>> = {
  1: 'A 1,B 1,C 1,F 1,I 1',
  2: 'A -1,B -1,C -1,F -1,I -1',
  3: 'B 1 2 1,C 1 1 2,A 2 1 1',
  4: 'B 1 21 1,C 1 1 21,A 21 1 1,B 21',
  5: 'F 1 2 1,F 1 1 2,F 2 1 1,F 2,I 1 21 1,C 1 21 1,A 1 21 1,I 21,B 1 1 21',
  6: 'B 1 m 1,C 1 1 m,A m 1 1',
  7: 'B 1 a 1,B 1 c 1,B 1 d 1,C 1 1 a,C 1 1 d,A b 1 1,A d 1 1',
  8: 'F 1 m 1,F 1 1 m,F m 1 1,F m',
  9: 'F 1 d 1,F 1 1 d,F d 1 1,F d',
  10: 'B 1 2/m 1,C 1 1 2/m,A 2/m 1 1',
  11: 'B 1 21/m 1,C 1 1 21/m,A 21/m 1 1,B 21/m',
  12: 'F 1 2/m 1,F 1 1 2/m,F 2/m 1 1,F 2/m,C 1 21/m 1',
  13: 'B 1 2/a 1,B 1 2/c 1,B 1 2/d 1,C 1 1 2/a,C 1 1 2/d,A 2/b 1 1,A 2/d 1 1',
  14: 'B 1 21/a 1,B 1 21/c 1,B 1 21/d 1,C 1 1 21/a,C 1 1 21/d,A 21/b 1 1,A 21/d 1 1,B 21/c,B 21/a,B 21/d',
  15: 'F 1 2/d 1,F 1 1 2/d,F 2/d 1 1,F 2/d,C 1 21/c 1,I 1 21/a 1,C 1 21/n 1',
};

const CASES: [string, number][] = [
  ...Object.entries(MULTIPLE).map(([number, symbol]): [string, number] => [symbol, Number(number)]),
  ...Object.entries(OTHER_LATTICES).flatMap(([number, symbols]) =>
    symbols.split(',').map((symbol): [string, number] => [symbol, Number(number)]),
  ),
];

type Vector = readonly [number, number, number];

const isSame = (a: Vector, b: Vector, modulus = Infinity): boolean =>
  a.every((c, i) => (c - (b[i] as number)) % modulus === 0);

/** Glide vectors that a letter of a plane stands for (International Tables A, table 2.1.2.1), in units of 1/24. */
function glidesOf(letter: string, isDiagonal: boolean, centring: string): readonly Vector[] {
  const along: readonly Vector[] = [
    [12, 0, 0],
    [0, 12, 0],
    [0, 0, 12],
  ];
  if (letter === 'm') return [[0, 0, 0]];
  if (letter === 'e') return along;
  if (isDiagonal && letter === 'n')
    return 'PI'.includes(centring)
      ? [
          [12, 12, 12],
          [12, 0, 0],
        ]
      : [
          [6, 6, 12],
          [18, 18, 12],
          [12, 0, 0],
        ];
  if (isDiagonal && letter === 'd') return [6, 18].flatMap((p) => [6, 18].map((q): Vector => [p, p, q]));
  if (isDiagonal && letter !== 'c')
    return [
      [6, 6, 0],
      [18, 18, 0],
    ];
  if (letter === 'n')
    return [
      [12, 12, 0],
      [12, 0, 12],
      [0, 12, 12],
    ];
  if (letter === 'd')
    return [6, 18].flatMap((p) =>
      [6, 18].flatMap((q): Vector[] => [
        [p, q, 0],
        [p, 0, q],
        [0, p, q],
      ]),
    );
  return [along['abc'.indexOf(letter)] as Vector];
}

/** Whether an operation along or across a direction is what one part of a place, `42`, `-4`, `21`, `c`, names. */
function isNamed(part: string, op: SymOp, isDiagonal: boolean, group: SpaceGroup): boolean {
  const { intrinsic } = op;
  if (/^[a-n]/.test(part)) {
    const glides = glidesOf(part[0] as string, isDiagonal, group.centring.symbol as string);
    // Across a diagonal the operations of a cell have planes whose glides differ by a/2 + b/2, since a lattice vector is not normal to it.
    const shifts = isDiagonal ? [0, 12] : [0];
    return (
      op.type === 'm' &&
      glides.some(([u, v, w]) => shifts.some((shift) => isSame(intrinsic, [u + shift, v + shift, w], 24)))
    );
  }
  const [, kind = '', screw = '0'] = /^(-?\d)(\d)?$/.exec(part) ?? [];
  if (op.type !== kind) return false;
  const { axis } = op;
  if (axis === null || kind.startsWith('-')) return screw === '0';
  const step = (24 / op.order) * Number(screw) * (op.sense || 1);
  // A diagonal of a centred cell has lattice points at its halves.
  const length = isDiagonal && 'CF'.includes(group.centring.symbol as string) ? 0.5 : 1;
  const [u, v, w] = axis;
  return isSame(intrinsic, [u * step * length, v * step * length, w * step * length], 24);
}

const ABC: readonly Vector[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** The directions of the places of a symbol (International Tables A, table 2.1.3.1). */
function directions({ number, operations }: SpaceGroup, places: number): readonly Vector[] {
  if (number > 74) return [[0, 0, 1], number > 194 ? [1, 1, 1] : [1, 0, 0], [1, -1, 0]];
  if (number > 15) return ABC;
  const unique = operations.find(({ axis }) => axis !== null)?.axis;
  return places === 3 || !unique ? ABC : [unique];
}

/** The places of a symbol whose elements the group does not have. */
function missing(symbol: string, group: SpaceGroup): string[] {
  const places = symbol.split(' ').slice(1);
  const along = directions(group, places.length);
  return places.filter((place, i) => {
    if (place === '1') return false;
    return place.split('/').some((part) => {
      const isOn = ({ axis }: SymOp): boolean => {
        const [u, v, w] = along[i] as Vector;
        return axis === null || isSame(axis, [u, v, w]) || isSame(axis, [-u, -v, -w]);
      };
      return !group.operations.some((op) => isOn(op) && isNamed(part, op, i === 2 && group.number > 74, group));
    });
  });
}

describe('symbols of cells that the tables do not list', () => {
  beforeAll(() => {
    const file = new URL('../node_modules/@spglib/moyo-wasm/moyo_wasm_bg.wasm', import.meta.url);
    initSync({ module: readFileSync(file) });
  });

  it.each(CASES)('%s is a cell of No. %d, with these operations in moyo, too', (symbol, number) => {
    const groups = groupsOf(symbol);
    expect(groups.length).toBeGreaterThan(0);
    for (const group of groups) {
      expect(missing(symbol, group)).toEqual([]);
      expect(group.number).toBe(number);
      const found = foundByMoyo(group);
      expect(found.number).toBe(number);
      expect(found.operations === asMoyo(group)).toBe(true);
      // H is the triple cell of a P lattice; the other letters are those of the lattice.
      expect(group.centring.symbol).toBe(symbol[0]);
    }
    expect(new Set(groups.map(operationsOf)).size).toBe(groups.length);
  });

  // python3 tools/tables/dump_unlisted.py, gemmi 0.5.7
  it('are the groups that gemmi lists', () => {
    const file = new URL('../../../tools/tables/sources/unlisted-symbols-gemmi.json', import.meta.url);
    const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: [string, number, string, string][] };
    expect(rows).toHaveLength(22);
    for (const [symbol, number, , triplets] of rows) {
      const [group] = groupsOf(symbol);
      const expected = triplets.split(' ').map((triplet) => String(parseXyz(triplet).reduced()));
      expect(group?.number, symbol).toBe(number);
      expect(group && operationsOf(group), symbol).toBe(expected.sort().join(' '));
    }
  });

  // perl tools/tables/dump_cod.pl, cod-tools 3.7.0
  it('are the groups that the Crystallography Open Database lists, with universal symbols', () => {
    const file = new URL('../../../tools/tables/sources/settings-cod.json', import.meta.url);
    const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: [string, number, string][] };
    // One with a lattice letter that it does not have, and one with coordinates instead of axes.
    const refused = ['R 1 2/c 1', 'P 21 21 21 (origin shift x,y,z+1/4)'];
    const differing = rows.filter(([symbol, number, hall]) => {
      const group = groupsOf(symbol)[symbol === 'F 41/a d c' ? 1 : 0]; // the cell turned about c
      if (group === undefined) return !refused.includes(symbol);
      return group.number !== number || operationsOf(group) !== operationsOf(fromHall(hall));
    });
    expect(rows).toHaveLength(236);
    expect(differing).toEqual([]);
    for (const symbol of refused) expect(groupsOf(symbol)).toEqual([]);
  });

  it('name elements that the group has, or are refused, whatever the symbol', () => {
    const parts = settings().flatMap(({ hmFull, hmShort }) =>
      [hmFull, hmShort].flatMap((name) => name.split(' ').slice(1)),
    );
    const place = fc.constantFrom(...new Set([...parts, '2/d', '21/d', '2/b', 'g', '4/a', '41/d']));
    const random = fc.tuple(fc.constantFrom(...'PABCIFRH'), fc.array(place, { minLength: 1, maxLength: 3 }));
    const wrong = fc
      .tuple(fc.constantFrom(...settings()), fc.nat(3), fc.constantFrom(...'PABCFI'), place)
      .map(([{ hmShort }, at, lattice, other]): [string, string[]] => {
        const [letter = '', ...places] = hmShort.split(' ');
        return at === 3 ? [lattice, places] : [letter, places.map((p, i) => (i === at ? other : p))];
      });
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(random, wrong), ([lattice, places]) => {
        const symbol = `${lattice} ${places.join(' ')}`;
        const found = lookup(symbol, { notation: 'hm' });
        // Slips in spaces, and marks, are told.
        if (!found.ok || found.notes.some((note) => /ignored|slash|origin choice/.test(note))) return;
        accepted += 1;
        for (const group of [found.group, ...found.alternatives]) {
          if (group.setting.qualifier !== 'R') expect(missing(symbol, group), symbol).toEqual([]);
        }
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
