import { roundedToHalf } from '@crystal-fourier/math3';
import type { OrbitFeatures } from './featurize.js';
import { MomentSum } from './momentSum.js';
import type { OrbitImages } from './orbitImages.js';
import { RadialBins } from './radialBins.js';
import { termsOfRows } from './siteInvariants.js';

/**
 * Gets the numbers of one orbit. The arrays are valid during the call only.
 *
 * @param partners orbits j, ascending; all numbers about the others are 0
 * @param values (partners, bins) of a radial distribution; (components, partners, functions) of angular moments
 * @param components of all degrees of the orbit's moments; 1 for a radial distribution
 */
export type RowVisitor = (
  orbit: number,
  partners: Uint16Array,
  values: Float32Array | Float64Array,
  components: number,
) => void;

/** Of features, what radial distributions are read from. */
export type RadialSource = Pick<OrbitFeatures, 'orbitCount' | 'binCount' | 'radial' | 'images' | 'recipe'>;

/** Of features, what angular moments are read from. */
export type MomentSource = Pick<OrbitFeatures, 'orbitCount' | 'moments' | 'images' | 'recipe'>;

/** Visits the radial distribution about each orbit, whether features hold it or images. */
export function visitRadialRows(
  { orbitCount, binCount, radial, images, recipe }: RadialSource,
  visit: RowVisitor,
): void {
  if (images === undefined) {
    const partners = allOrbits(orbitCount);
    const size = orbitCount * binCount;
    for (let i = 0; i < orbitCount; i++) visit(i, partners, radial.subarray(i * size, (i + 1) * size), 1);
    return;
  }
  const gaussians = new RadialBins(recipe.radial);
  for (let i = 0; i < orbitCount; i++) {
    const near = imagesAbout(images, i);
    const sums = new Float64Array(near.partners.length * binCount);
    near.visit((place, r) => gaussians.add(r, sums, place * binCount));
    visit(i, near.partners, likeVectors(images, sums), 1);
  }
}

/** Visits the angular moments about each orbit, whether features hold them or images; nothing where the recipe has none. */
export function visitMomentRows({ orbitCount, moments, images, recipe }: MomentSource, visit: RowVisitor): void {
  if (moments === undefined || recipe.moments === undefined) return;
  const { degree, functions, cutoff, bits } = recipe.moments;
  const { counts, basis, values: all } = moments;
  const rowsOf = (i: number): number => counts.subarray(i * degree, (i + 1) * degree).reduce((sum, n) => sum + n, 0);
  if (images === undefined) {
    const partners = allOrbits(orbitCount);
    for (let i = 0, from = 0; i < orbitCount; i++) {
      const to = from + rowsOf(i) * orbitCount * functions;
      visit(i, partners, all.subarray(from, to), rowsOf(i));
      from = to;
    }
    return;
  }
  const sum = new MomentSum(recipe.moments);
  for (let i = 0, at = 0; i < orbitCount; i++) {
    const rows = rowsOf(i);
    const { terms, end } = termsOfRows(counts.subarray(i * degree, (i + 1) * degree), basis, at);
    at = end;
    const near = imagesAbout(images, i, cutoff);
    const size = near.partners.length * functions;
    const out = new Float64Array(rows * size);
    const write = (place: number): void => {
      for (let a = 0; a < rows; a++)
        out.set(sum.block.subarray(a * functions, (a + 1) * functions), a * size + place * functions);
    };
    let open = -1;
    near.visit((place, r, x, y, z) => {
      if (place !== open) {
        if (open >= 0) write(open);
        sum.clear(rows);
        open = place;
      }
      sum.add(terms, rows, r, x, y, z);
    });
    if (open >= 0) write(open);
    const numbers = likeVectors(images, out);
    const isHalf = bits === 16 && numbers instanceof Float32Array;
    visit(i, near.partners, isHalf ? roundedToHalf(numbers) : numbers, rows);
  }
}

let every = new Uint16Array(0);

/** 0 … A − 1. */
function allOrbits(count: number): Uint16Array {
  if (every.length < count) every = Uint16Array.from({ length: count }, (_, i) => i);
  return every.subarray(0, count);
}

/** Gets an image: the place of its orbit among the partners, its distance in Å, and the way to it. */
type ImageVisitor = (place: number, r: number, x: number, y: number, z: number) => void;

/** The orbits that have images within a distance of an orbit, and these images, orbit by orbit. */
function imagesAbout(
  { starts, partners, vectors }: OrbitImages,
  orbit: number,
  cutoff = Number.POSITIVE_INFINITY,
): { readonly partners: Uint16Array; readonly visit: (visitor: ImageVisitor) => void } {
  const found: number[] = [];
  const kept: { readonly at: number; readonly place: number; readonly r: number }[] = [];
  for (let at = starts[orbit]!; at < starts[orbit + 1]!; at++) {
    const r = Math.hypot(vectors[3 * at]!, vectors[3 * at + 1]!, vectors[3 * at + 2]!);
    if (r > cutoff) continue;
    if (found.at(-1) !== partners[at]) found.push(partners[at]!);
    kept.push({ at, place: found.length - 1, r });
  }
  return {
    partners: Uint16Array.from(found),
    visit: (visitor) => {
      for (const { at, place, r } of kept)
        visitor(place, r, vectors[3 * at]!, vectors[3 * at + 1]!, vectors[3 * at + 2]!);
    },
  };
}

/** In the precision of the features. */
const likeVectors = ({ vectors }: OrbitImages, values: Float64Array): Float32Array | Float64Array =>
  vectors instanceof Float32Array ? new Float32Array(values) : values;
