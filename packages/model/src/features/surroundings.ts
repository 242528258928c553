import { ELEMENT_DESCRIPTORS, type OrbitFeatures, type RadialSource, visitRadialRows } from '@crystal-fourier/data';
import { rawDescriptors } from './elementTable.js';

/** Shells of each kind: at so many distances, and at so many distances relative to covalent radii. */
const SHELLS = 24;

/** Numbers that describe the surroundings of an orbit. */
export const SURROUNDINGS_WIDTH = 2 * SHELLS;

/** Å: centres of the first and the last shell. */
const DISTANCES = [0.8, 8] as const;

/** Centres of the first and the last shell, in sums of the covalent radii of two atoms: a bond is near 1. */
const BONDS = [0.5, 2.8] as const;

/** Å: of an element without a known covalent radius. */
const UNKNOWN_RADIUS = 1.5;

/** Taken off, so that the numbers are around 0: log(1 + n) of the one or two neighbours that a shell has. */
const CENTRE = 1;

/** What of features is read. */
type Read = RadialSource & Pick<OrbitFeatures, 'atomicNumbers'>;

/**
 * How crowded the surroundings of an orbit are: the numbers of neighbours of one of its sites in smooth shells,
 *
 *     log(1 + Σ_j Σ_b N_ij(r_b) exp(−(x − x_f)²/2w²)) − 1
 *
 * with x = r_b and shells from 0.8 to 8 Å, then with x = r_b / (R_i + R_j), R the covalent radii, and shells from 0.5 to 2.8; shells are as wide
 * as they are apart. A softmax weighs neighbours against each other, so that attention by itself knows how they are shared among orbits and not how many
 * there are; these numbers say that. They are sums over all sites around, and depend on neither axes nor group.
 *
 * @returns (orbits, 48), dimensionless
 */
export function surroundings(features: Read): Float32Array {
  const { orbitCount, atomicNumbers, binCount, recipe } = features;
  const out = new Float32Array(orbitCount * SURROUNDINGS_WIDTH);
  const distances = binDistances(binCount, recipe.radial);
  const byDistance = shells(distances, DISTANCES);
  const kinds = [...new Set(atomicNumbers)];
  const counts = new Float64Array(SURROUNDINGS_WIDTH);
  const ofKind = new Float64Array(binCount);
  visitRadialRows(features, (i, partners, radial) => {
    counts.fill(0);
    for (const kind of kinds) {
      ofKind.fill(0);
      for (let place = 0; place < partners.length; place++) {
        if (atomicNumbers[partners[place]!] !== kind) continue;
        const at = place * binCount;
        for (let b = 0; b < binCount; b++) ofKind[b]! += radial[at + b]!;
      }
      const length = covalentRadius(atomicNumbers[i]!) + covalentRadius(kind);
      addShells(counts, 0, ofKind, byDistance);
      addShells(counts, SHELLS, ofKind, shellsOf(distances, length));
    }
    counts.forEach((count, f) => (out[i * SURROUNDINGS_WIDTH + f] = Math.log1p(count) - CENTRE));
  });
  return out;
}

/** Weights of bins in shells, (bins, shells). */
type Shells = Float64Array;

function addShells(counts: Float64Array, at: number, neighbours: Float64Array, weights: Shells): void {
  neighbours.forEach((number, b) => {
    if (number === 0) return;
    for (let f = 0; f < SHELLS; f++) counts[at + f]! += number * weights[b * SHELLS + f]!;
  });
}

function shells(positions: readonly number[], [first, last]: readonly [number, number]): Shells {
  const width = (last - first) / (SHELLS - 1);
  return Float64Array.from({ length: positions.length * SHELLS }, (_, at) => {
    const away = (positions[Math.floor(at / SHELLS)]! - first) / width - (at % SHELLS);
    return Math.exp(-(away ** 2) / 2);
  });
}

const grids = new Map<string, readonly number[]>();
/** Weights by the distances of the bins and the sum of the radii: the same pairs of elements come again and again. */
const relative = new WeakMap<readonly number[], Map<number, Shells>>();

/** Å: distances of the bins; the same list for the same grid. */
function binDistances(bins: number, { first, last }: OrbitFeatures['recipe']['radial']): readonly number[] {
  const key = `${bins} ${first} ${last}`;
  let grid = grids.get(key);
  if (grid === undefined) {
    const step = (last - first) / Math.max(1, bins - 1);
    grids.set(key, (grid = Array.from({ length: bins }, (_, b) => first + b * step)));
  }
  return grid;
}

function shellsOf(distances: readonly number[], length: number): Shells {
  let ofGrid = relative.get(distances);
  if (ofGrid === undefined) relative.set(distances, (ofGrid = new Map()));
  let weights = ofGrid.get(length);
  if (weights === undefined) {
    weights = shells(
      distances.map((r) => r / length),
      BONDS,
    );
    ofGrid.set(length, weights);
  }
  return weights;
}

const RADIUS = ELEMENT_DESCRIPTORS.indexOf('covalentRadius');

/** Å. */
function covalentRadius(z: number): number {
  const radius = rawDescriptors()[z * ELEMENT_DESCRIPTORS.length + RADIUS]!;
  return Number.isNaN(radius) ? UNKNOWN_RADIUS : radius;
}
