import type { LatticeRows } from '@crystal-fourier/data';
import type { Random } from '@crystal-fourier/math3';
import type { AffineMap, Fractional, WyckoffPosition } from '@crystal-fourier/spacegroups';
import type { IonicCell } from './bornMayer.js';
import type { Ion } from './ions.js';
import { between } from './randomCell.js';
import type { IonOrbit, OrbitChoice } from './randomOrbits.js';

/** The least distances of ions that do not overlap. */
export interface LeastContacts {
  /** Of a cation and an anion, over the sum of their radii. */
  readonly unlike: number;
  /** Of two anions, over the sum of their radii. */
  readonly anions: number;
  /** Of two cations, Å. */
  readonly cations: number;
}

/** Largest number of draws of the free parameters of an orbit. */
const TRIES = 12;

/**
 * Gives orbits random parameters, one orbit after the other, so that no ions overlap; those without freedom come first.
 *
 * @param lattice row vectors in Å
 * @returns undefined if an orbit overlaps the others for all parameters that were tried
 */
export function placeOrbits(
  choices: readonly OrbitChoice[],
  lattice: LatticeRows,
  least: LeastContacts,
  random: Random,
): { orbits: IonOrbit[]; cell: IonicCell } | undefined {
  const orbits: IonOrbit[] = [];
  const positions: Fractional[] = [];
  const ions: Ion[] = [];
  const images = imagesOf(lattice);
  const place = ({ ion, position }: OrbitChoice): boolean => {
    const tries = position.dimension === 0 ? 1 : TRIES;
    for (let i = 0; i < tries; i++) {
      const value = (name: 'x' | 'y' | 'z'): number =>
        position.parameters.includes(name) ? Math.floor(between(random, 0, 10_000)) / 10_000 : 0;
      const parameters: Fractional = [value('x'), value('y'), value('z')];
      // By symmetry all sites of an orbit have the surroundings of the first.
      const first = representativeOf(position).apply(parameters);
      const apart = (other: Fractional, kind: Ion): boolean =>
        shortest(first, other, lattice, images, false) >= leastDistance(ion, kind, least);
      if (!positions.every((x, j) => apart(x, ions[j] as Ion))) continue;
      const orbit = position.orbit(parameters);
      const own = leastDistance(ion, ion, least);
      if (shortest(first, first, lattice, images, true) < own || !orbit.slice(1).every((x) => apart(x, ion))) continue;
      orbits.push({ ion, position, parameters });
      positions.push(...orbit);
      ions.push(...orbit.map(() => ion));
      return true;
    }
    return false;
  };
  const order = [...choices].sort((a, b) => a.position.dimension - b.position.dimension);
  return order.every(place) ? { orbits, cell: { lattice, positions, ions } } : undefined;
}

/** Å. */
function leastDistance(a: Ion, b: Ion, { unlike, anions, cations }: LeastContacts): number {
  if (a.charge * b.charge < 0) return unlike * (a.radius + b.radius);
  return a.charge < 0 ? anions * (a.radius + b.radius) : cations;
}

const representatives = new WeakMap<WyckoffPosition, AffineMap>();

/** Evaluates the map of a position once: asking for it computes it again. */
function representativeOf(position: WyckoffPosition): AffineMap {
  let map = representatives.get(position);
  if (map === undefined) representatives.set(position, (map = position.representative));
  return map;
}

/** (26, 3): Cartesian vectors to the cells around, flat. In the flattest cells nearer images may lie beyond them. */
function imagesOf([a, b, c]: LatticeRows): Float64Array {
  const steps = [-1, 0, 1];
  return Float64Array.from(
    steps
      .flatMap((u) => steps.flatMap((v) => steps.map((w) => [u, v, w] as const)))
      .filter(([u, v, w]) => u !== 0 || v !== 0 || w !== 0)
      .flatMap(([u, v, w]) => [0, 1, 2].map((k) => u * a[k]! + v * b[k]! + w * c[k]!)),
  );
}

/**
 * Å: the distance of two sites.
 *
 * @param same a site and its own images
 */
function shortest(p: Fractional, q: Fractional, [a, b, c]: LatticeRows, images: Float64Array, same: boolean): number {
  const u = q[0] - p[0] - Math.round(q[0] - p[0]);
  const v = q[1] - p[1] - Math.round(q[1] - p[1]);
  const w = q[2] - p[2] - Math.round(q[2] - p[2]);
  const x = u * a[0] + v * b[0] + w * c[0];
  const y = u * a[1] + v * b[1] + w * c[1];
  const z = u * a[2] + v * b[2] + w * c[2];
  let square = same ? Infinity : x * x + y * y + z * z;
  for (let i = 0; i < images.length; i += 3) {
    const [dx, dy, dz] = [x + images[i]!, y + images[i + 1]!, z + images[i + 2]!];
    const one = dx * dx + dy * dy + dz * dz;
    if (one < square) square = one;
  }
  return Math.sqrt(square);
}
