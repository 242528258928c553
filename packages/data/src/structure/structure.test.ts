import { dot, norm } from '@crystal-fourier/math3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../core/errors.js';
import { type LatticeRows, toCartesian } from './lattice.js';
import { Structure } from './structure.js';

const lattice = fc
  .record({
    a: fc.double({ min: 2, max: 12, noNaN: true }),
    b: fc.double({ min: 2, max: 12, noNaN: true }),
    c: fc.double({ min: 2, max: 12, noNaN: true }),
    alpha: fc.double({ min: 50, max: 130, noNaN: true }),
    beta: fc.double({ min: 50, max: 130, noNaN: true }),
    gamma: fc.double({ min: 50, max: 130, noNaN: true }),
  })
  .filter(
    ({ alpha, beta, gamma }) =>
      alpha + beta + gamma < 345 && alpha < beta + gamma - 5 && beta < alpha + gamma - 5 && gamma < alpha + beta - 5,
  );
const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
const position = fc.tuple(coordinate, coordinate, coordinate);
const structure = fc
  .record({
    lattice,
    positions: fc.array(fc.tuple(position, fc.constantFrom('Na', 'Cl', 'O')), { minLength: 1, maxLength: 4 }),
  })
  .map(({ lattice, positions }) =>
    Structure.of({ lattice, sites: positions.map(([position, species]) => ({ position, species })) }),
  );

/** A random unimodular matrix from shears and swaps: skews the cell without changing the lattice. */
const unimodular = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 2 }), fc.integer({ min: -3, max: 3 })), {
    maxLength: 5,
  })
  .map((steps) => {
    const m = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    for (const [i, d, n] of steps) for (let k = 0; k < 3; k++) m[i]![k]! += n * m[(i + d) % 3]![k]!;
    return m as [number, number, number][];
  });

/** Distances by trying all cells up to a bound: slow and obvious. */
function slowDistance(s: Structure, i: number, j: number, cells = 4): number {
  const [p, q] = [s.sites[i]!.position, s.sites[j]!.position];
  const d = [0, 1, 2].map((k) => q[k]! - p[k]! - Math.round(q[k]! - p[k]!));
  let best = Infinity;
  for (let u = -cells; u <= cells; u++) {
    for (let v = -cells; v <= cells; v++) {
      for (let w = -cells; w <= cells; w++)
        best = Math.min(best, norm(toCartesian([d[0]! + u, d[1]! + v, d[2]! + w], s.lattice)));
    }
  }
  return best;
}

describe('distance', () => {
  it('is the shortest over all images, in every cell of the lattice', () => {
    fc.assert(
      fc.property(structure, unimodular, (s, m) => {
        const skewed = s.supercell(m);
        for (let j = 0; j < s.sites.length; j++) {
          const slow = slowDistance(s, 0, j);
          expect(s.distance(0, j)).toBeCloseTo(slow, 8);
          expect(skewed.distance(0, j)).toBeCloseTo(slow, 6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is 0 for a site and its own copies', () => {
    const s = Structure.of({
      lattice: [
        [3, 0, 0],
        [0, 3, 0],
        [0, 0, 3],
      ],
      sites: [
        { position: [0.2, 0, 0], species: 'Na' },
        { position: [3.2, -7, 1], species: 'Na' },
      ],
    });
    expect(s.distance(0, 1)).toBeCloseTo(0, 12);
  });
});

describe('neighbours', () => {
  it('are all images within the cutoff, with the translation that brings them there', () => {
    fc.assert(
      fc.property(structure, unimodular, (s, m) => {
        const cutoff = 4;
        const lists = s.neighbours(cutoff);
        lists.forEach((list, i) => {
          for (const { site, image, distance } of list) {
            const [p, q] = [s.sites[i]!.position, s.sites[site]!.position];
            expect(
              norm(toCartesian([q[0] + image[0] - p[0], q[1] + image[1] - p[1], q[2] + image[2] - p[2]], s.lattice)),
            ).toBeCloseTo(distance, 8);
            expect(distance).toBeLessThanOrEqual(cutoff);
          }
          expect(list.every(({ distance }, n) => n === 0 || distance >= list[n - 1]!.distance)).toBe(true);
        });
        const inSkewed = s.supercell(m).neighbours(cutoff);
        for (let i = 0; i < s.sites.length; i++) {
          const near = (list: readonly { distance: number }[]): number =>
            list.filter(({ distance }) => distance < cutoff - 1e-6).length;
          expect(near(inSkewed[i]!)).toBe(near(lists[i]!));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('count the shells of rock salt: 6, 12, 8, 6', () => {
    const [a, f] = [
      5.64,
      [
        [0, 0, 0],
        [0, 0.5, 0.5],
        [0.5, 0, 0.5],
        [0.5, 0.5, 0],
      ],
    ];
    const sites = f.flatMap(([x, y, z]) => [
      { position: [x!, y!, z!], species: 'Na' },
      { position: [x! + 0.5, y!, z!], species: 'Cl' },
    ]);
    const s = Structure.of({
      lattice: [
        [a, 0, 0],
        [0, a, 0],
        [0, 0, a],
      ],
      sites,
    });
    for (const list of s.neighbours(1.01 * a))
      expect(list.map(({ distance }) => +(distance / a).toFixed(3))).toEqual([
        ...Array<number>(6).fill(0.5),
        ...Array<number>(12).fill(Math.round(Math.SQRT1_2 * 1000) / 1000),
        ...Array<number>(8).fill(0.866),
        ...Array<number>(6).fill(1),
      ]);
    expect(s.density).toBeCloseTo(2.163, 2);
    expect(s.formula).toBe('Na4 Cl4');
  });

  it('refuse a cutoff that would fill the memory', () => {
    const s = Structure.of({
      lattice: [
        [3, 0, 0],
        [0, 3, 0],
        [0, 0, 3],
      ],
      sites: [{ position: [0, 0, 0], species: 'Na' }],
    });
    expect(() => s.neighbours(1000)).toThrow(/take a smaller cutoff/);
    expect(() => s.neighbours(-1)).toThrow(/positive length/);
    expect(() => s.neighbours(NaN)).toThrow(DataError);
  });
});

describe('niggli', () => {
  const metric = ([a, b, c]: LatticeRows): number[] => [
    dot(a, a),
    dot(b, b),
    dot(c, c),
    2 * dot(b, c),
    2 * dot(a, c),
    2 * dot(a, b),
  ];

  it('reduces the example of Křivý and Gruber (Acta Cryst. A32, 297, 1976): 9 27 4 -5 -4 -22 → 4 9 9 9 3 4', () => {
    const degrees = (cosine: number): number => (Math.acos(cosine) * 180) / Math.PI;
    const [a, b, c] = [3, Math.sqrt(27), 2];
    const s = Structure.of({
      lattice: {
        a,
        b,
        c,
        alpha: degrees(-5 / (2 * b * c)),
        beta: degrees(-4 / (2 * a * c)),
        gamma: degrees(-22 / (2 * a * b)),
      },
      sites: [{ position: [0, 0, 0], species: 'Na' }],
    });
    const reduced = metric(s.niggli().lattice);
    [4, 9, 9, 9, 3, 4].forEach((expected, i) => expect(reduced[i]).toBeCloseTo(expected, 8));
  });

  it('is the same for every basis of the lattice, right-handed, and keeps all distances', () => {
    fc.assert(
      fc.property(structure, unimodular, fc.boolean(), (s, m, mirror) => {
        const basis = mirror ? m.map((row) => row.map((x) => -x)) : m;
        const [one, other] = [s.niggli(), s.supercell(basis).niggli()];
        metric(one.lattice).forEach((x, i) => expect(metric(other.lattice)[i]).toBeCloseTo(x, 4));
        expect(one.volume).toBeCloseTo(s.volume, 6);
        for (let j = 0; j < s.sites.length; j++) expect(other.distance(0, j)).toBeCloseTo(s.distance(0, j), 5);
        const [A, B, C] = metric(one.lattice) as [number, number, number];
        expect(A <= B + 1e-3 && B <= C + 1e-3).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('straightens a basis with very long vectors', () => {
    const s = Structure.of({
      lattice: [
        [3, 0, 0],
        [900, 4, 0],
        [120, 400, 5],
      ],
      sites: [{ position: [0, 0, 0], species: 'Na' }],
    });
    const { a, b, c } = s.niggli().cellParameters;
    expect([a, b, c].map((x) => +x.toFixed(6))).toEqual([3, 4, 5]);
  });

  it('does not turn a crystal into its mirror image', () => {
    const sites = [
      { position: [0, 0, 0], species: 'Na' },
      { position: [0.3, 0, 0], species: 'Cl' },
      { position: [0, 0.2, 0], species: 'O' },
      { position: [0, 0, 0.1], species: 'F' },
    ];
    const s = Structure.of({
      lattice: [
        [3, 0, 0],
        [0, 0, 5],
        [0, 4, 0],
      ],
      sites,
    });
    const hand = (one: Structure): number => {
      const [o, p, q, r] = [0, 1, 2, 3].map((i) => {
        const from = one.sites[0]!.position;
        return toCartesian(
          one.sites[i]!.position.map((x, k) => x - from[k]! - Math.round(x - from[k]!)) as unknown as [
            number,
            number,
            number,
          ],
          one.lattice,
        );
      }) as unknown as [readonly number[], readonly number[], readonly number[], readonly number[]];
      const [u, v, w] = [p, q, r].map((x) => x.map((c, k) => c - o[k]!)) as unknown as [number[], number[], number[]];
      return (
        u[0]! * (v[1]! * w[2]! - v[2]! * w[1]!) -
        u[1]! * (v[0]! * w[2]! - v[2]! * w[0]!) +
        u[2]! * (v[0]! * w[1]! - v[1]! * w[0]!)
      );
    };
    expect(hand(s)).toBeLessThan(0);
    expect(hand(s.niggli())).toBeCloseTo(hand(s), 8);
  });
});

describe('supercell and primitive', () => {
  const basis = fc
    .array(fc.integer({ min: -2, max: 2 }), { minLength: 9, maxLength: 9 })
    .map((m) => [m.slice(0, 3), m.slice(3, 6), m.slice(6, 9)]);
  const det = (m: number[][]): number =>
    m[0]![0]! * (m[1]![1]! * m[2]![2]! - m[1]![2]! * m[2]![1]!) -
    m[0]![1]! * (m[1]![0]! * m[2]![2]! - m[1]![2]! * m[2]![0]!) +
    m[0]![2]! * (m[1]![0]! * m[2]![1]! - m[1]![1]! * m[2]![0]!);

  it('have n times the sites and the volume, and the primitive cell of a supercell is that of the cell', () => {
    fc.assert(
      fc.property(structure, basis, (s, m) => {
        fc.pre(det(m) !== 0);
        // Two atoms in one place are no crystal.
        fc.pre(s.sites.every((_, i) => s.sites.every((_, j) => i === j || s.distance(i, j) > 0.5)));
        const big = s.supercell(m);
        expect(big.sites.length).toBe(Math.abs(det(m)) * s.sites.length);
        expect(big.volume).toBeCloseTo(Math.abs(det(m)) * s.volume, 4);
        expect(big.density).toBeCloseTo(s.density, 8);
        expect(big.reducedFormula).toBe(s.reducedFormula);
        const [one, other] = [s.primitive(), big.primitive()];
        expect(other.sites.length).toBe(one.sites.length);
        expect(other.volume).toBeCloseTo(one.volume, 4);
        const near = (x: Structure): number[] =>
          x
            .neighbours(4)[0]!
            .map(({ distance }) => distance)
            .filter((d) => d < 3.99);
        near(one).forEach((d, i) => expect(near(other)[i]).toBeCloseTo(d, 5));
      }),
      { numRuns: 60 },
    );
  });

  it('find the centring of a face-centred cell through noise below the tolerance', () => {
    const f = [
      [0.001, 0, 0],
      [0, 0.5, 0.5005],
      [0.5, 0, 0.5],
      [0.5, 0.4995, 0],
    ];
    const s = Structure.of({
      lattice: { a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 90 },
      sites: f.map((position) => ({ position, species: 'Cu' })),
    });
    expect(s.primitive().sites.length).toBe(1);
    expect(s.primitive().volume).toBeCloseTo(16, 6);
    expect(s.primitive(1e-4).sites.length).toBe(4);
  });

  it('refuse what makes no cell', () => {
    const s = Structure.of({
      lattice: { a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 90 },
      sites: [{ position: [0, 0, 0], species: 'Cu' }],
    });
    expect(() =>
      s.supercell([
        [1, 0, 0],
        [2, 0, 0],
        [0, 0, 1],
      ]),
    ).toThrow(/non-zero determinant/);
    expect(() => s.supercell(0.5)).toThrow(/integers/);
    expect(() => s.supercell(10_000)).toThrow(/take a smaller cell/);
    expect(s.supercell(2).sites.length).toBe(8);
    expect(s.supercell([1, 2, 3]).cellParameters).toMatchObject({ a: 4, b: 8, c: 12 });
  });
});

describe('formula', () => {
  const of = (...elements: (string | [string, number])[]): Structure =>
    Structure.of({
      lattice: { a: 9, b: 9, c: 9, alpha: 90, beta: 90, gamma: 90 },
      sites: elements.map((e, i) => ({
        position: [i / 20, 0, 0],
        species: typeof e === 'string' ? e : [{ element: e[0], occupancy: e[1] }],
      })),
    });

  // python3-pymatgen 2022.11.7: Composition(…).reduced_formula
  it('is in the order of pymatgen: increasing electronegativity', () => {
    expect(of('O', 'Li', 'Fe', 'P', 'O', 'O', 'O').reducedFormula).toBe('LiFePO4');
    expect(of('O', 'O', 'O', 'Fe', 'Fe').reducedFormula).toBe('Fe2O3');
    expect(of('H', 'H', 'O').reducedFormula).toBe('H2O');
    expect(of('C', 'H', 'H', 'H', 'H').reducedFormula).toBe('H4C');
  });

  it('keeps shares that are no whole numbers', () => {
    expect(of(['Na', 0.5], 'Cl').reducedFormula).toBe('Na0.5Cl');
    expect(of('O', 'O').reducedFormula).toBe('O');
    expect(of(['Na', 0.5], 'Cl').isOrdered).toBe(false);
  });
});

describe('of', () => {
  const cubic = { a: 4, b: 4, c: 4, alpha: 90, beta: 90, gamma: 90 };
  const sites = [{ position: [0, 0, 0], species: 'Cu' }];
  it.each([
    ['no sites', { lattice: cubic, sites: [] }, /at least one site/],
    [
      'a flat cell',
      {
        lattice: [
          [1, 0, 0],
          [2, 0, 0],
          [0, 0, 3],
        ],
        sites,
      },
      /span no volume/,
    ],
    ['a length that is no number', { lattice: { ...cubic, a: NaN }, sites }, /cell length a .* got NaN/],
    ['impossible angles', { lattice: { ...cubic, alpha: 10, beta: 10, gamma: 170 }, sites }, /no cell has the angles/],
    ['an angle of 180', { lattice: { ...cubic, gamma: 180 }, sites }, /angle gamma/],
    [
      'two rows',
      {
        lattice: [
          [1, 0, 0],
          [0, 1, 0],
        ],
        sites,
      },
      /three rows/,
    ],
    [
      'a huge vector',
      {
        lattice: [
          [1e9, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        sites,
      },
      /lattice vector a must be between/,
    ],
    ['an unknown element', { lattice: cubic, sites: [{ position: [0, 0, 0], species: 'Qq' }] }, /site 1.*"Qq"/],
    [
      'a position of two numbers',
      { lattice: cubic, sites: [{ position: [0, 0], species: 'Cu' }] },
      /site 1.*three fractional/,
    ],
    [
      'a position that is not finite',
      { lattice: cubic, sites: [{ position: [0, Infinity, 0], species: 'Cu' }] },
      /three fractional/,
    ],
    [
      'an occupancy above 1',
      { lattice: cubic, sites: [{ position: [0, 0, 0], species: [{ element: 'Cu', occupancy: 1.5 }] }] },
      /at most 1, got 1.5/,
    ],
    [
      'occupancies that add up to more',
      {
        lattice: cubic,
        sites: [
          {
            position: [0, 0, 0],
            species: [
              { element: 'Cu', occupancy: 0.7 },
              { element: 'Zn', occupancy: 0.7 },
            ],
          },
        ],
      },
      /add up/,
    ],
  ])('refuses %s', (_, input, message) => {
    expect(() => Structure.of(input)).toThrow(message);
    expect(() => Structure.of(input)).toThrow(DataError);
  });

  it('makes what cannot be changed', () => {
    const s = Structure.of({ lattice: cubic, sites });
    expect(() => ((s.sites as unknown[])[0] = null)).toThrow(TypeError);
    expect(() => ((s.sites[0]!.position as unknown as number[])[0] = 3)).toThrow(TypeError);
    expect(() => ((s.lattice[0] as unknown as number[])[0] = 3)).toThrow(TypeError);
    expect(() => ((s as { id: unknown }).id = 'x')).toThrow(TypeError);
  });
});
