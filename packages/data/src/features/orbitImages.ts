import type { Vec3 } from '@crystal-fourier/spacegroups';
import { visitNeighbours } from '../structure/neighbours.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import type { FeatureRecipe } from './recipe.js';
import { checkApart, radialReach } from './radialBins.js';

/**
 * The surroundings of one site of each orbit of a crystal with many orbits. Most pairs of its orbits are farther apart than anything that features say, so this list
 * grows with the number of orbits, where an array over all pairs grows with its square. Radial distributions and angular moments are computed from it when they are read.
 */
export interface OrbitImages<Floats extends Float32Array | Float64Array = Float32Array | Float64Array> {
  /** (A + 1): where the images about the representative of each orbit begin in the other arrays, and where the last ones end. */
  readonly starts: Uint32Array;
  /** The orbit that an image belongs to; ascending about one orbit. */
  readonly partners: Uint16Array;
  /** (images, 3): the way from the representative to the image in Å, in the Cartesian frame of the standard cell. */
  readonly vectors: Floats;
}

/** Orbits from which on features hold images instead of arrays over all pairs: 128 have 16,384 pairs, in 3 MB. */
const FEWEST_ORBITS = 128;

/** Whether features of so many orbits hold images. @internal */
export const holdsImages = (orbitCount: number): boolean => orbitCount >= FEWEST_ORBITS;

/** Å: how far from a site the features of a recipe look. @internal */
export const featureReach = ({ radial, moments }: FeatureRecipe): number =>
  Math.max(radialReach(radial), moments?.cutoff ?? 0);

/**
 * All images of orbits within a distance of the representative of each orbit, itself left out.
 *
 * @param reach Å
 * @throws DataError `bad-structure` for sites that lie on each other, `too-large` for more than 20 million images
 * @internal
 */
export function orbitImages(crystal: StandardCrystal, reach: number): OrbitImages<Float64Array> {
  const { orbits, lattice } = crystal;
  const positions: Vec3[] = [];
  const orbitOf: number[] = [];
  const centres = orbits.map(({ sites }, orbit) => {
    const first = positions.length;
    for (let at = 0; at < sites.length; at += 3) {
      positions.push([sites[at]!, sites[at + 1]!, sites[at + 2]!]);
      orbitOf.push(orbit);
    }
    return first;
  });
  const starts = new Uint32Array(orbits.length + 1);
  const sorted = new SortedImages(lattice);
  visitNeighbours(
    lattice,
    positions,
    reach,
    (i, j, square, u, v, w) => {
      const orbit = orbitOf[i]!;
      checkApart(crystal, orbit, orbitOf[j]!, Math.sqrt(square));
      const [from, to] = [positions[i]!, positions[j]!];
      starts[orbit + 1]!++;
      sorted.add(orbit, orbitOf[j]!, to[0] + u - from[0], to[1] + v - from[1], to[2] + w - from[2]);
    },
    undefined,
    centres,
  );
  for (let i = 0; i < orbits.length; i++) starts[i + 1]! += starts[i]!;
  return { starts, ...sorted.finished() };
}

/** Images in the order of their centres as they come, those about one centre sorted by partner. */
class SortedImages {
  readonly #lattice: StandardCrystal['lattice'];
  readonly #partners = new Grown(Uint16Array);
  readonly #vectors = new Grown(Float64Array);
  #centre = 0;
  /** Of the images about the centre: partner · 2³² + number of the image, and the vectors. */
  readonly #keys = new Grown(Float64Array);
  readonly #own = new Grown(Float64Array);

  constructor(lattice: StandardCrystal['lattice']) {
    this.#lattice = lattice;
  }

  /** @param u fractional difference, as v and w */
  add(centre: number, partner: number, u: number, v: number, w: number): void {
    if (centre !== this.#centre) this.#flush();
    this.#centre = centre;
    const [a, b, c] = this.#lattice;
    this.#keys.push(partner * 2 ** 32 + this.#keys.length);
    this.#own.push(u * a[0] + v * b[0] + w * c[0]);
    this.#own.push(u * a[1] + v * b[1] + w * c[1]);
    this.#own.push(u * a[2] + v * b[2] + w * c[2]);
  }

  finished(): Pick<OrbitImages<Float64Array>, 'partners' | 'vectors'> {
    this.#flush();
    return { partners: this.#partners.values.slice(), vectors: this.#vectors.values.slice() };
  }

  #flush(): void {
    const own = this.#own.values;
    for (const key of this.#keys.values.sort()) {
      const partner = Math.floor(key / 2 ** 32);
      const at = 3 * (key - partner * 2 ** 32);
      this.#partners.push(partner);
      for (let axis = 0; axis < 3; axis++) this.#vectors.push(own[at + axis]!);
    }
    this.#keys.clear();
    this.#own.clear();
  }
}

/** Numbers whose memory grows with their count. */
class Grown<Numbers extends Uint16Array | Float64Array> {
  readonly #Type: new (length: number) => Numbers;
  #values: Numbers;
  length = 0;

  constructor(Type: new (length: number) => Numbers) {
    this.#Type = Type;
    this.#values = new Type(1024);
  }

  /** A view, valid until the next number. */
  get values(): Numbers {
    return this.#values.subarray(0, this.length) as Numbers;
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const before = this.#values;
      this.#values = new this.#Type(2 * before.length);
      this.#values.set(before);
    }
    this.#values[this.length++] = value;
  }

  clear(): void {
    this.length = 0;
  }
}
