import type { OrbitFeatures } from '../../src/features/featurize.ts';
import type { MomentOptions } from '../../src/features/recipeOptions.ts';
import { harmonicCount, harmonicStart, writeHarmonics } from '../../src/features/sphericalHarmonics.ts';
import { toCartesian } from '../../src/structure/lattice.ts';
import type { StandardCrystal } from '../../src/standardize/standardCrystal.ts';
import { atomsOf, vectors } from './fullCell.ts';

type Grid = Required<MomentOptions>;

/** Moments of orbits about one point, (orbits, harmonics, functions): a loop over all atoms and a box of translations, nothing else. */
export function momentsAbout(
  centre: readonly number[],
  atoms: readonly { readonly orbit: number; readonly r: readonly number[] }[],
  lattice: StandardCrystal['lattice'],
  { degree, functions, first, last, width, cutoff }: Omit<Grid, 'bits'>,
): Float64Array {
  const size = harmonicCount(degree);
  const orbits = Math.max(...atoms.map(({ orbit }) => orbit)) + 1;
  const out = new Float64Array(orbits * size * functions);
  const harmonics = new Float64Array(harmonicCount(4));
  for (const { orbit, r } of atoms) {
    for (const d of vectors(centre, r, lattice, cutoff)) {
      const length = Math.hypot(...d);
      if (length < 1e-3) continue;
      writeHarmonics(d[0] / length, d[1] / length, d[2] / length, harmonics);
      for (let n = 0; n < functions; n++) {
        const e = (length - first - (n * (last - first)) / (functions - 1)) / width;
        const radial = (Math.exp((-e * e) / 2) * (1 + Math.cos((Math.PI * length) / cutoff))) / 2;
        for (let m = 0; m < size; m++) out[(orbit * size + m) * functions + n]! += radial * harmonics[m]!;
      }
    }
  }
  return out;
}

/** All moments about the representative of an orbit, (orbits, harmonics, functions), by {@link momentsAbout}. */
export function fullMoments(crystal: StandardCrystal, i: number, grid: Grid): Float64Array {
  const centre = toCartesian(crystal.orbits[i]!.representative, crystal.lattice);
  return momentsAbout(centre, atomsOf(crystal), crystal.lattice, grid);
}

/** The same from the invariant components that features have. */
export function storedMoments({ recipe, moments, orbitCount }: OrbitFeatures, i: number): Float64Array {
  const { degree, functions } = recipe.moments!;
  const { counts, values, basis } = moments!;
  const size = harmonicCount(degree);
  const out = new Float64Array(orbitCount * size * functions);
  let [row, at] = [0, 0];
  for (let orbit = 0; orbit < orbitCount; orbit++) {
    for (let l = 1; l <= degree; l++) {
      for (let a = 0; a < counts[orbit * degree + l - 1]!; a++, row++, at += 2 * l + 1) {
        if (orbit !== i) continue;
        for (let j = 0; j < orbitCount; j++)
          for (let m = 0; m < 2 * l + 1; m++)
            for (let n = 0; n < functions; n++)
              out[(j * size + harmonicStart(l) + m) * functions + n]! +=
                basis[at + m]! * values[(row * orbitCount + j) * functions + n]!;
      }
    }
  }
  return out;
}

/**
 * What of the moments does not depend on axes: for each orbit i and degree the sums Σ_m N_ij,n N_ij',n' of all pairs (j, n) ≤ (j', n').
 */
export function powerSpectra({ recipe, moments, orbitCount }: OrbitFeatures): Float64Array {
  const { degree, functions } = recipe.moments!;
  const { counts, values } = moments!;
  const size = orbitCount * functions;
  const out: number[] = [];
  let row = 0;
  for (const count of counts) {
    for (let p = 0; p < size; p++)
      for (let q = p; q < size; q++) {
        let sum = 0;
        for (let a = row; a < row + count; a++) sum += values[a * size + p]! * values[a * size + q]!;
        out.push(sum);
      }
    row += count;
  }
  if (counts.length !== orbitCount * degree) throw new Error(`${counts.length} counts for ${orbitCount} orbits`);
  return Float64Array.from(out);
}
