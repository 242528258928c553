import { describe, expect, it } from 'vitest';
import { covalentRadius } from '../elements/elementDescriptors.js';
import { atomicNumber } from '../elements/elements.js';
import { seededRandom } from '../core/seededRandom.js';
import { closePairs } from './closePairs.js';
import { toCartesian } from './lattice.js';
import { siteDiagnostics, siteReport } from './siteDiagnostics.js';
import { Structure } from './structure.js';
import type { StructureInput } from './structureInput.js';

const BOX = { a: 6, b: 6, c: 6, alpha: 90, beta: 90, gamma: 90 };

/** Two atoms at a distance in Å. */
const pair = (a: string, b: string, distance: number): Structure =>
  Structure.of({
    lattice: BOX,
    sites: [
      { position: [0.2, 0.2, 0.2], species: a },
      { position: [0.2 + distance / 6, 0.2, 0.2], species: b },
    ],
  });

describe('covalent radii', () => {
  // `ase.data.covalent_radii` of ASE 3.22.1, which takes them from Cordero et al., Dalton Trans. 2008, 2832.
  it.each([
    ['H', 0.31],
    ['C', 0.76],
    ['O', 0.66],
    ['Na', 1.66],
    ['Cl', 1.02],
    ['Mn', 1.39],
    ['Fe', 1.32],
    ['Cs', 2.44],
    ['Gd', 1.96],
    ['U', 1.96],
    ['Cm', 1.69],
  ])('%s: %d Å', (element, radius) => expect(covalentRadius(atomicNumber(element))).toBe(radius));
});

describe('two atoms', () => {
  it.each([
    ['H', 'H', 0.74, 0],
    ['H', 'H', 0.59, 1],
    ['H', 'O', 0.96, 0],
    ['C', 'C', 0.78, 0],
    ['C', 'C', 0.74, 1],
    ['Na', 'Cl', 1.36, 0],
    ['Na', 'Cl', 1.32, 1],
    ['Cs', 'Cs', 2.42, 1],
    ['Cs', 'H', 1.4, 0],
    ['Og', 'Og', 0.59, 1],
    ['Og', 'Og', 0.61, 0],
  ])('%s and %s, %d Å apart: %d pairs', (a, b, distance, count) => {
    expect(closePairs(pair(a, b, distance))?.count ?? 0).toBe(count);
    expect(siteDiagnostics(pair(a, b, distance)).map(({ code }) => code)).toEqual(
      count === 0 ? [] : ['short-distance'],
    );
  });

  it('nearer than 0.5 Å are an error for those who take none', () => {
    const overlap = (distance: number): string | undefined => siteReport(pair('Na', 'Cl', distance)).overlap?.message;
    expect(overlap(0.51)).toBeUndefined();
    expect(overlap(0.49)).toBe(
      'site 1 (Na) and site 2 (Cl) are 0.490 Å apart, nearer than any two atoms; correct the sites, or take them with the option allowOverlap (cft: --allow-overlap)',
    );
    expect(overlap(0)).toContain('are 0.000 Å apart');
  });

  it('of which one is there at a time are no pair', () => {
    const shared = (first: number, second: number, groups?: readonly [string, string]): Structure =>
      Structure.of({
        lattice: BOX,
        sites: [first, second].map((occupancy, i): StructureInput['sites'][number] => ({
          position: [0.05 * i, 0, 0],
          species: [{ element: 'O', occupancy }],
          ...(groups === undefined ? {} : { properties: { disorderGroup: groups[i] } }),
        })),
      });
    expect(closePairs(shared(0.6, 0.4))).toBeUndefined();
    expect(closePairs(shared(0.6, 0.6))?.count).toBe(1);
    expect(closePairs(shared(0.6, 0.6, ['1', '2']))).toBeUndefined();
    expect(closePairs(shared(1, 1, ['1', '1']))?.count).toBe(1);
  });

  it('may be an atom and its own image', () => {
    const thin = Structure.of({ lattice: { ...BOX, a: 0.45 }, sites: [{ position: [0, 0, 0], species: 'Fe' }] });
    expect(closePairs(thin)).toMatchObject({ nearest: { sites: [0, 0], distance: expect.closeTo(0.45, 12) } });
    expect(siteReport(thin).overlap).toMatchObject({ code: 'bad-site' });
  });
});

describe('the same crystal', () => {
  const random = seededRandom(7);
  /** Enough sites that they are sorted into boxes. */
  const many = Structure.of({
    lattice: { a: 14, b: 15, c: 16, alpha: 80, beta: 95, gamma: 110 },
    sites: Array.from({ length: 260 }, (_, i) => ({
      position: [0, 0, 0].map(() => random.below(1e6) / 1e6),
      species: ['Na', 'O', 'Cs'][i % 3]!,
    })),
  });

  it('has the same pairs with many sites', () => {
    const distances = slowDistances(many);
    expect(closePairs(many)?.count).toBe(distances.length);
    expect(closePairs(many)?.nearest.distance).toBeCloseTo(Math.min(...distances), 9);
  });

  it.each([1, 30, 700])('has the same pairs in a cell that is %d times as skew, and they are found at once', (skew) => {
    const [a, b, c] = Structure.of({ lattice: BOX, sites: [{ position: [0, 0, 0], species: 'H' }] }).lattice;
    const skewed = Structure.of({
      lattice: [a, b.map((x, k) => x + skew * a[k]!), c.map((x, k) => x + skew * b[k]! - skew * a[k]!)],
      sites: [
        { position: [0.25, 0, 0], species: 'Cs' },
        { position: [0.75, 0, 0], species: 'Na' },
        { position: [0.5, 0, 0], species: 'Na' },
      ],
    });
    expect(closePairs(skewed)).toMatchObject({ count: 2, nearest: { distance: expect.closeTo(1.5, 9) } });
  });
});

describe('20 atoms at random in a box of 6 Å', () => {
  it('are never without a warning, and all pairs are found', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      const elements = ['Na', 'Cl', 'O', 'Ti', 'C'];
      const structure = Structure.of({
        lattice: { ...BOX, alpha: 75, gamma: 110 },
        sites: Array.from({ length: 20 }, (_, i) => ({
          position: [0, 0, 0].map(() => random.below(1e6) / 1e6),
          species: elements[i % elements.length]!,
        })),
      });
      expect(siteDiagnostics(structure).map(({ code }) => code)).toEqual(['short-distance']);
      const distances = slowDistances(structure);
      const found = closePairs(structure);
      expect(found?.count).toBe(distances.length);
      expect(found?.nearest.distance).toBeCloseTo(Math.min(...distances), 9);
    }
  });
});

/** Distances of all pairs that are too near, over all images next to the cell. */
function slowDistances({ sites, lattice }: Structure): number[] {
  const steps = [-1, 0, 1];
  const radius = (i: number): number => covalentRadius(atomicNumber(sites[i]!.species[0]!.element));
  const found: number[] = [];
  for (let i = 0; i < sites.length; i++)
    for (let j = i + 1; j < sites.length; j++)
      for (const u of steps)
        for (const v of steps)
          for (const w of steps) {
            const shift = [u, v, w];
            const [p, q] = [sites[i]!.position, sites[j]!.position];
            const [x, y, z] = toCartesian(
              [q[0] - p[0] + shift[0]!, q[1] - p[1] + shift[1]!, q[2] - p[2] + shift[2]!],
              lattice,
            );
            const distance = Math.hypot(x, y, z);
            if (distance < Math.max(0.6, (radius(i) + radius(j)) / 2)) found.push(distance);
          }
  return found;
}
