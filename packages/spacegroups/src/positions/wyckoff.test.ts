import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vec3 } from '@crystal-fourier/math3';
import { ChangeOfBasis } from '../operations/changeOfBasis.js';
import { type CoreSpaceGroup, settings, spaceGroup } from '../index.js';
import { SpaceGroupError } from '../algebra/errors.js';
import { imageOf, mapOf, parseSubspace } from '../operations/affineSubspace.js';
import type { SymOp } from '../operations/symOp.js';
import type { Fractional } from '../algebra/types.js';
import { wyckoffOf, wyckoffPositions } from './wyckoff.js';

/** Equality of points modulo lattice vectors, per coordinate. */
function isSamePoint(a: Fractional, b: Fractional, tolerance: number): boolean {
  return a.every((c, i) => {
    const d = c - (b[i] as number);
    return Math.abs(d - Math.round(d)) <= tolerance;
  });
}

type Row = [letter: string, multiplicity: number, symmetry: string, operator: string, simplified: string];

function load(name: string): Map<number, Row[]> {
  const text = readFileSync(new URL(`../../../../tools/tables/sources/${name}.json`, import.meta.url), 'utf8');
  return new Map((JSON.parse(text) as { rows: [number, Row[]][] }).rows);
}

// node tools/tables/dump_moyo.mjs (@spglib/moyo-wasm 0.15.0), python3 tools/tables/dump_wyckoff.py (cctbx 2021.12).
const moyo = load('wyckoff-moyo');
const cctbx = load('wyckoff-cctbx');

const groups = settings().map((s) => spaceGroup(s.number, { qualifier: s.qualifier }));
const references = groups.filter((g) => g.setting.isReference);
const theirsOf = (group: CoreSpaceGroup): Row[] =>
  (moyo.get((group.setting.index as number) + 1) as Row[]).toReversed();

const canonicalForms = new Map<string, string>();
const canonical = (text: string): string => {
  let form = canonicalForms.get(text);
  if (form === undefined) canonicalForms.set(text, (form = mapOf(parseSubspace(text)).toXyz()));
  return form;
};
/** All images of a position under operations. */
const imagesOf = (text: string, operations: readonly SymOp[]): Set<string> => {
  const flat = parseSubspace(text);
  return new Set(operations.map((op) => canonical(mapOf(imageOf(flat, op)).toXyz())));
};
const areEquivalent = (a: string, b: string, operations: readonly SymOp[]): boolean =>
  imagesOf(a, operations).has(canonical(b));

let state = 1;
function random(): number {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return state / 2 ** 32;
}
// Far from what symmetry makes special: multiples of 1/8, x = y, y = 2x, x + y = 1/2 and the like.
const randomPoint = (): Fractional => [0.0731 + 0.002 * random(), 0.2039 + 0.002 * random(), 0.4377 + 0.002 * random()];

describe('against the oracles', () => {
  it('has 1731 positions in the reference settings', () => {
    expect(references.reduce((sum, g) => sum + wyckoffPositions(g).length, 0)).toBe(1731);
  });

  it('has the representatives, letters, multiplicities and site symmetries of moyo in the reference settings', () => {
    for (const group of references) {
      const ours = wyckoffPositions(group).map((p) => [
        p.letter,
        p.multiplicity,
        p.siteSymmetry,
        p.representative.toXyz(),
      ]);
      expect(ours).toEqual(theirsOf(group));
    }
  });

  it('has the letters and points of cctbx in the reference settings, but for the exchanged i and j of 224', () => {
    const differing: string[] = [];
    for (const group of references) {
      const rows = cctbx.get(group.number) as Row[];
      for (const position of wyckoffPositions(group)) {
        const row = rows.find((r) => r[0].replace('@', 'A') === position.letter) as Row;
        expect(position.multiplicity).toBe(row[1]);
        if (!areEquivalent(position.representative.toXyz(), row[4], group.operations))
          differing.push(`${group.number}${position.letter}`);
      }
    }
    expect(differing).toEqual(['224i', '224j']);
  });

  it('projects onto the representative as cctbx does', () => {
    // cctbx leaves constants as they come, so only positions with the same representative can agree to the letter.
    let equal = 0;
    for (const group of references) {
      const rows = cctbx.get(group.number) as Row[];
      for (const position of wyckoffPositions(group)) {
        const row = rows.find((r) => r[0].replace('@', 'A') === position.letter) as Row;
        if (row[4] !== position.representative.toXyz()) continue;
        expect(position.projection.toXyz(), `${String(group)} ${position.letter}`).toBe(row[3]);
        equal++;
      }
    }
    expect(equal).toBeGreaterThan(1500);
  });

  it('has the multiplicities of moyo in all 530 settings', () => {
    for (const group of groups)
      expect(wyckoffPositions(group).map((p) => p.multiplicity)).toEqual(theirsOf(group).map((r) => r[1]));
  });

  it('has the site symmetries of moyo in all 530 settings, orthorhombic ones turned into the axes of the setting', () => {
    for (const group of groups) {
      // moyo repeats the symbols of the standard setting for all orthorhombic ones: `mm2` in P 2 m m. Its place i belongs
      // to the axis of ours that the change of basis maps it to.
      const places = orthorhombicPlaces(group);
      const expected = theirsOf(group).map(([, , symbol]) => {
        const parts = symbol.match(/\.|2\/m|2|m/g);
        if (places === null || parts?.length !== 3) return symbol;
        return places.map((i) => parts[i]).join('');
      });
      expect(wyckoffPositions(group).map((p) => p.siteSymmetry)).toEqual(expected);
    }
  });

  it('has the points of moyo in all 530 settings, with its letters', () => {
    let permuted = 0;
    for (const group of groups) {
      const theirs = theirsOf(group);
      const free = [...theirs];
      let differs = false;
      for (const position of wyckoffPositions(group)) {
        const images = imagesOf(position.representative.toXyz(), group.operations);
        const found = free.filter((row) => row[1] === position.multiplicity && images.has(canonical(row[3])));
        expect(found.length, `${group.number} ${position.letter}`).toBe(1);
        free.splice(free.indexOf(found[0] as Row), 1);
        differs ||= found[0]?.[0] !== position.letter;
      }
      expect(free).toEqual([]);
      if (differs) permuted++;
    }
    expect(permuted).toBe(0);
  });

  it('calls the 27th position of P m m m A', () => {
    const positions = wyckoffPositions(spaceGroup(47));
    expect(positions).toHaveLength(27);
    expect(positions.map((p) => p.letter).join('')).toBe('abcdefghijklmnopqrstuvwxyzA');
  });
});

/** For each axis of the setting the axis of the reference setting along it; null unless orthorhombic. */
function orthorhombicPlaces(group: CoreSpaceGroup): number[] | null {
  if (group.crystalSystem !== 'orthorhombic') return null;
  // x = P x_reference: the row of an axis has its one entry in the column of the reference axis.
  const P = group.setting.toReference.P;
  return [0, 1, 2].map((i) => [0, 1, 2].findIndex((j) => P[3 * i + j]?.[0] !== 0));
}

describe('laws', () => {
  it('multiplicity times order of the site symmetry is the order of the group; all coordinates are distinct', () => {
    for (const group of groups) {
      for (const position of wyckoffPositions(group)) {
        expect(position.multiplicity * position.siteOperations.length).toBe(group.order);
        const coordinates = position.coordinates();
        expect(new Set(coordinates).size).toBe(position.multiplicity);
      }
    }
  });

  it('the orbit of a random point of a position has as many points as its multiplicity says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...groups),
        fc.nat(26),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (group, k, u) => {
          const positions = wyckoffPositions(group);
          const position = positions[k % positions.length] as (typeof positions)[number];
          const parameters = u.map((c) => 0.0137 + 0.09 * c) as unknown as Fractional;
          const orbit = position.orbit(parameters);
          const direct = group.orbit(position.at(parameters));
          expect(orbit).toHaveLength(position.multiplicity);
          expect(direct).toHaveLength(wyckoffOf(group, position.at(parameters), 1e-9).position.multiplicity);
          for (const y of direct) expect(orbit.some((p) => isSamePoint(p, y, 1e-9))).toBe(true);
        },
      ),
      { numRuns: 200, seed: 2 },
    );
  });

  it('coordinates are the operations applied to the representative, in order', () => {
    for (const group of references) {
      for (const position of wyckoffPositions(group)) {
        const u = randomPoint();
        const orbit = position.orbit(u);
        position.coordinates().forEach((text, i) => {
          expect(isSamePoint(mapOf(parseSubspace(text)).apply([0, 0, 0]), [0, 0, 0], 1)).toBe(true);
          const x = evaluate(text, u);
          expect(isSamePoint(x, orbit[i] as Fractional, 1e-9)).toBe(true);
        });
        expect(isSamePoint(orbit[0] as Fractional, position.at(u), 1e-12)).toBe(true);
      }
    }
  });

  it('the projection keeps the position, and is idempotent', () => {
    for (const group of references) {
      for (const position of wyckoffPositions(group)) {
        const x = position.at(randomPoint());
        expect(gap(position.projection.apply(x), x)).toBeLessThan(1e-12);
        const y = position.projection.apply(randomPoint());
        expect(gap(position.projection.apply(y), y)).toBeLessThan(1e-12);
      }
    }
  });
});

/** Value of `-x+1/2,2y,z` by hand. */
function evaluate(text: string, [x, y, z]: Fractional): Fractional {
  const value = { x, y, z };
  return text.split(',').map((part) => {
    let sum = 0;
    for (const [, sign, number, letter] of part.matchAll(/([+-]?)(\d+(?:\/\d+)?)?\*?([xyz]?)/g)) {
      if (number === undefined && letter === '') continue;
      const [n, d = 1] = (number ?? '1').split('/').map(Number) as [number, number?];
      sum += ((sign === '-' ? -1 : 1) * n * (letter === '' ? 1 : value[letter as 'x'])) / d;
    }
    return sum;
  }) as unknown as Fractional;
}

/** Largest difference of two points, not periodic. */
function gap(a: Fractional, b: Fractional): number {
  return Math.max(...a.map((c, i) => Math.abs(c - (b[i] as number))));
}

/** The obvious way: the operations that bring the point back onto itself. */
function countFixing(group: CoreSpaceGroup, x: Fractional): number {
  return group.operations.filter((op) => isSamePoint(op.apply(x), x, 1e-7)).length;
}

describe('wyckoffOf', () => {
  it('finds each letter back in all 530 settings, also after an operation and a lattice translation', () => {
    for (const group of groups) {
      for (const position of wyckoffPositions(group)) {
        const x = position.at(randomPoint());
        const site = wyckoffOf(group, x);
        expect(site.position, `${group.number} ${position.letter}`).toBe(position);
        expect(site.distance).toBeLessThan(1e-12);
        expect(countFixing(group, x)).toBe(position.siteOperations.length);
        expect(position.contains(x)).toBe(true);
        const op = group.operations[Math.floor(random() * group.order)] as SymOp;
        const [a, b, c] = op.apply(x);
        const moved: Fractional = [a + 2, b - 1, c + 3];
        const again = wyckoffOf(group, moved);
        expect(again.position).toBe(position);
        expect(group.has(again.operation)).toBe(true);
        expect(gap(again.exact, moved)).toBeLessThan(1e-9);
        expect(gap(again.operation.apply(position.at(again.parameters)), again.exact)).toBeLessThan(1e-9);
      }
    }
  });

  it('recognises a point that is off by 1e-5 and snaps it', () => {
    for (const group of references) {
      for (const position of wyckoffPositions(group)) {
        const op = group.operations[Math.floor(random() * group.order)] as SymOp;
        const x = op.apply(position.at(randomPoint()));
        const noisy = x.map((c) => c + (random() - 0.5) * 2e-5) as unknown as Fractional;
        const site = wyckoffOf(group, noisy, 1e-4);
        expect(site.position, `${String(group)} ${String(position)}`).toBe(position);
        expect(gap(site.exact, noisy)).toBeLessThan(1e-4);
        expect(countFixing(group, site.exact)).toBe(position.siteOperations.length);
        const onGrid = site.exact.every((c) => Math.abs(c * 24 - Math.round(c * 24)) < 1e-12);
        expect(onGrid || position.dimension > 0).toBe(true);
      }
    }
  });

  it('does not let rounding decide between positions that are equally near', () => {
    const group = spaceGroup(138, { origin: 1 });
    const x: Fractional = [-1.9998973207631738, -0.99999644518045, 2.7500775735425314];
    const letters = group.operations.map((op) => wyckoffOf(group, op.apply(x)).position.letter);
    expect(new Set(letters).size).toBe(1);
  });

  it('gives equivalent points the same position and distance, near special positions too', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...groups),
        fc.nat(191),
        fc.array(fc.integer({ min: -24, max: 48 }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.double({ min: -3e-4, max: 3e-4, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (group, k, grid, noise) => {
          const x = grid.map((c, i) => c / 24 + (noise[i] as number)) as unknown as Fractional;
          const image = (group.operations[k % group.order] as SymOp).apply(x);
          const a = wyckoffOf(group, x, 1e-3);
          const b = wyckoffOf(group, image, 1e-3);
          expect(b.position).toBe(a.position);
          expect(Math.abs(a.distance - b.distance)).toBeLessThan(1e-9);
          expect(countFixing(group, a.exact)).toBe(a.position.siteOperations.length);
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  it('takes the position of highest symmetry within the tolerance', () => {
    const group = spaceGroup(221);
    expect(wyckoffOf(group, [0.01, 0, 0], 0.02).position.letter).toBe('a');
    expect(wyckoffOf(group, [0.01, 0, 0], 0.005).position.letter).toBe('e');
    expect(wyckoffOf(group, [0.01, 0.001, 0], 0.005).exact).toEqual([0.01, 0, 0]);
  });

  it('refuses what is no point or tolerance', () => {
    const group = spaceGroup(1);
    expect(() => wyckoffOf(group, [0, 0, NaN])).toThrow(SpaceGroupError);
    for (const tolerance of [-1, 0.2, NaN]) expect(() => wyckoffOf(group, [0, 0, 0], tolerance)).toThrow(/tolerance/);
    expect(wyckoffOf(group, [0.3, 0, 0], 0).position.letter).toBe('a');
  });
});

describe('settings outside the table', () => {
  const changes = [
    ['primitive F d -3 m', spaceGroup(227).toPrimitive, 227],
    ['doubled F d -3 m', ChangeOfBasis.of([2, 0, 0, 0, 2, 0, 0, 0, 2]), 227],
    ['sheared P 21/c', ChangeOfBasis.of([1, 2, 3, 0, 1, 2, 1, 0, 0]), 14],
    ['tripled P -3 m 1', ChangeOfBasis.of([1, 1, 0, -1, 2, 0, 0, 0, 1]), 164],
    ['C-centred P 4/m m m', ChangeOfBasis.of([1, 1, 0, -1, 1, 0, 0, 0, 1]), 123],
    ['sheared I 41/a m d', ChangeOfBasis.of([2, 1, 0, 1, 1, 0, 0, 1, 1], [[1, 3], 0, [1, 4]]), 141],
  ] as const;

  it.each(changes)('%s: same letters, multiplicity by the volume, points found back', (_, cb, number) => {
    const reference = spaceGroup(number);
    const group = reference.changeBasis(cb);
    expect(group.setting.isReference).toBe(false);
    const [n, d] = cb.volumeRatio;
    wyckoffPositions(group).forEach((position, i) => {
      const old = wyckoffPositions(reference)[i] as typeof position;
      expect(position.letter).toBe(old.letter);
      expect(position.multiplicity * d).toBe(old.multiplicity * n);
      expect(position.coordinates()).toHaveLength(position.multiplicity);
      const u = randomPoint();
      const x = position.at(u);
      expect(wyckoffOf(group, x).position).toBe(position);
      expect(wyckoffOf(group, [x[0] + 5, x[1] - 4, x[2] + 3]).position).toBe(position);
      expect(countFixing(group, x)).toBe(position.siteOperations.length);
      // The same point in the reference setting has the same letter.
      expect(wyckoffOf(reference, cb.inverse().apply(x)).position.letter).toBe(position.letter);
    });
  });

  it('orients symbols in the new cell where its axes are symmetry directions, else as in the reference setting', () => {
    const symbols = (cb: ChangeOfBasis, number: number, letter: string): string | undefined =>
      wyckoffPositions(spaceGroup(number).changeBasis(cb)).find((p) => p.letter === letter)?.siteSymmetry;
    const turned = ChangeOfBasis.of([1, 1, 0, -1, 1, 0, 0, 0, 1]);
    expect(wyckoffPositions(spaceGroup(123)).find((p) => p.letter === 'l')?.siteSymmetry).toBe('m2m.');
    expect(symbols(turned, 123, 'l')).toBe('m.2m');
    expect(symbols(ChangeOfBasis.of([1, 0, 0, 0, 1, 0, 1, 0, 1]), 123, 'l')).toBe('m2m.');
  });
});

describe('presentation', () => {
  it('prints positions as the International Tables do', () => {
    const h = wyckoffPositions(spaceGroup(194)).find((p) => p.letter === 'h');
    expect(String(h)).toBe('6h mm2 x,2x,1/4');
    expect(h?.parameters).toEqual(['x']);
    expect(h?.coordinates()).toEqual(['x,2x,1/4', '-2x,-x,1/4', 'x,-x,1/4', '-x,-2x,3/4', '2x,x,3/4', '-x,x,3/4']);
    expect(JSON.parse(JSON.stringify(h))).toEqual({
      letter: 'h',
      multiplicity: 6,
      siteSymmetry: 'mm2',
      representative: 'x,2x,1/4',
    });
    const origin1 = wyckoffPositions(spaceGroup(227, { origin: 1 }));
    expect(origin1.map((p) => p.representative.toXyz())).toEqual([
      '0,0,0',
      '1/2,1/2,1/2',
      '1/8,1/8,1/8',
      '5/8,5/8,5/8',
      'x,x,x',
      'x,0,0',
      'x,x,z',
      '1/8,y,-y+1/4',
      'x,y,z',
    ]);
  });

  it('lists centring block by block', () => {
    const a = wyckoffPositions(spaceGroup(227))[0];
    expect(a?.coordinates()).toEqual([
      '1/8,1/8,1/8',
      '7/8,3/8,3/8',
      '1/8,5/8,5/8',
      '7/8,7/8,7/8',
      '5/8,1/8,5/8',
      '3/8,3/8,7/8',
      '5/8,5/8,1/8',
      '3/8,7/8,3/8',
    ]);
  });
});

const shifts: readonly Vec3[] = [
  [1, 0, 0],
  [0, -7, 0],
  [12, 3, -5],
];
it('shifts by lattice vectors shift the snapped point and nothing else', () => {
  for (const group of references.filter((g) => g.number % 10 === 5)) {
    for (const position of wyckoffPositions(group)) {
      const x = position.at(randomPoint());
      const site = wyckoffOf(group, x);
      for (const s of shifts) {
        const moved = wyckoffOf(group, [x[0] + s[0], x[1] + s[1], x[2] + s[2]]);
        expect(moved.position).toBe(position);
        expect(gap(moved.exact, [site.exact[0] + s[0], site.exact[1] + s[1], site.exact[2] + s[2]])).toBeLessThan(1e-9);
      }
    }
  }
});
