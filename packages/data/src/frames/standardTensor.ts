import { type Mat3, product, rotateTensor, transpose } from '@crystal-fourier/math3';
import { DataError } from '../core/errors.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import type { Structure } from '../structure/structure.js';
import { cartesianTensor, irreducibleParts } from '../tensors/irreducibleParts.js';
import { tensorFacts, type TensorKind } from '../tensors/tensorKinds.js';
import { cartesianOperations, type CrystalPlacement, siteOperations } from './crystalPlacement.js';

/** A tensor of a crystal in the Cartesian frame of its standard cell, as a network learns it. */
export interface TensorTarget {
  readonly kind: TensorKind;
  /**
   * Irreducible components, see `irreducibleParts`: (size) of the crystal, or (orbits, size) of the representatives of the orbits for a tensor of
   * each site.
   */
  readonly components: Float64Array;
  /** How far the tensor is from the symmetry of the crystal: ‖T − P T‖ / ‖T‖ over all Cartesian components and sites. */
  readonly deviation: number;
}

/** A tensor as a data set gives it: 3^rank Cartesian components in some frame, or (sites, 9). */
export interface GivenTensor {
  readonly kind: TensorKind;
  readonly values: Float64Array;
}

/** Turns tensors of one crystal into its standard frame; what that needs is computed once. */
export class TensorStandardizer {
  readonly #structure: Structure;
  readonly #crystal: StandardCrystal;
  readonly #operations: readonly Mat3[];
  /** The point group: operations that differ by their translations are one. */
  readonly #point: readonly Mat3[];
  #sites: readonly (readonly number[])[] | undefined;

  constructor(structure: Structure, crystal: StandardCrystal) {
    this.#structure = structure;
    this.#crystal = crystal;
    this.#operations = cartesianOperations(crystal);
    const known = new Set<string>();
    this.#point = this.#operations.filter((_, i) => {
      const key = crystal.group.operations[i]!.rot.join();
      return !known.has(key) && known.add(key);
    });
  }

  /**
   * A tensor in the standard frame. The tensor of the whole crystal keeps what lacks the symmetry of the crystal, tensors of sites become the mean over
   * all sites of the orbit and all operations that map its representative onto them.
   *
   * @param F turns vectors of the frame of the tensor into the standard frame
   * @throws DataError `bad-value` for a number of sites that is not that of the structure
   */
  standard({ kind, values }: GivenTensor, F: Mat3): TensorTarget {
    const { isPerSite, rank } = tensorFacts(kind);
    if (isPerSite) return this.#ofSites(kind, values, F);
    const components = irreducibleParts(kind, rotateTensor(values, rank, F));
    const tensor = cartesianTensor(kind, components);
    const mean = new Float64Array(tensor.length);
    for (const R of this.#point) add(mean, rotateTensor(tensor, rank, R), 1 / this.#point.length);
    return { kind, components, deviation: relative(squaredDistance(tensor, mean), product(tensor, tensor)) };
  }

  #ofSites(kind: TensorKind, values: Float64Array, F: Mat3): TensorTarget {
    const { sites } = this.#structure;
    const { orbits, orbitOfSite } = this.#crystal;
    if (values.length !== 9 * sites.length)
      throw new DataError(
        'bad-value',
        `there must be one tensor of 3 × 3 for each of the ${sites.length} sites, got ${values.length / 9}`,
      );
    this.#sites ??= siteOperations(this.#structure, this.#crystal);
    const rotated = sites.map((_, i) => rotateTensor(values.subarray(9 * i, 9 * i + 9), 2, F));
    const means = orbits.map(() => new Float64Array(9));
    const counts = orbits.map(() => 0);
    this.#sites.forEach((indices, site) => {
      const orbit = orbitOfSite[site]!;
      counts[orbit]!++;
      for (const i of indices)
        add(means[orbit]!, rotateTensor(rotated[site]!, 2, transpose(this.#operations[i]!)), 1 / indices.length);
    });
    for (const [i, mean] of means.entries()) mean.forEach((value, at) => (mean[at] = value / counts[i]!));
    let [distance, norm] = [0, 0];
    rotated.forEach((tensor, site) => {
      const image = rotateTensor(means[orbitOfSite[site]!]!, 2, this.#operations[this.#sites![site]![0]!]!);
      distance += squaredDistance(tensor, image);
      norm += product(tensor, tensor);
    });
    const components = Float64Array.from(means.flatMap((mean) => [...irreducibleParts(kind, mean)]));
    return { kind, components, deviation: relative(distance, norm) };
  }
}

function add(to: Float64Array, values: Float64Array, factor: number): void {
  values.forEach((value, i) => (to[i] = to[i]! + factor * value));
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  a.forEach((value, i) => (sum += (value - b[i]!) ** 2));
  return sum;
}

const relative = (squaredDifference: number, squaredNorm: number): number =>
  squaredNorm === 0 ? 0 : Math.sqrt(squaredDifference / squaredNorm);

/**
 * The Cartesian tensor of irreducible components in the standard frame, in the frame of the structure that was given: what a prediction is told as. For a
 * tensor of each site, of all given sites.
 *
 * @param components (size), or (orbits, size) for a tensor of each site
 * @param placement see `crystalPlacement`
 * @returns 3^rank components, or (sites, 9)
 * @throws DataError `bad-argument` for another number of components
 */
export function tensorInGivenFrame(
  kind: TensorKind,
  components: ArrayLike<number>,
  placement: CrystalPlacement,
): Float64Array {
  const { isPerSite, rank, size } = tensorFacts(kind);
  if (!isPerSite) return rotateTensor(cartesianTensor(kind, components), rank, transpose(placement.rotation));
  const { orbitOfSite, siteRotations } = placement;
  const orbits = Math.max(...orbitOfSite) + 1;
  if (components.length !== orbits * size)
    throw new DataError(
      'bad-argument',
      `there must be ${size} components for each of the ${orbits} orbits, got ${components.length} numbers`,
    );
  const all = Float64Array.from(components);
  const ofOrbit = Array.from({ length: orbits }, (_, i) =>
    cartesianTensor(kind, all.subarray(size * i, size * (i + 1))),
  );
  const tensors = new Float64Array(9 * orbitOfSite.length);
  orbitOfSite.forEach((orbit, site) => {
    const Q = Array.from(siteRotations.subarray(9 * site, 9 * site + 9)) as readonly number[] as Mat3;
    tensors.set(rotateTensor(ofOrbit[orbit]!, 2, Q), 9 * site);
  });
  return tensors;
}

/**
 * Irreducible components in the standard frame of a tensor in the frame of the structure that was given, the inverse of {@link tensorInGivenFrame} for tensors
 * that have the symmetry of the crystal.
 *
 * @param tensor of 3^rank Cartesian components, or (sites, 9)
 * @throws DataError `bad-argument`, `bad-value`, `bad-symmetry`
 */
export function standardTensor(structure: Structure, crystal: StandardCrystal, tensor: GivenTensor): TensorTarget {
  const { isPerSite, rank } = tensorFacts(tensor.kind);
  const expected = isPerSite ? 9 * structure.sites.length : 3 ** rank;
  if (tensor.values.length !== expected)
    throw new DataError(
      'bad-argument',
      `a tensor of kind ${tensor.kind} must have ${expected} Cartesian components here, got ${tensor.values.length}`,
    );
  return new TensorStandardizer(structure, crystal).standard(tensor, crystal.transformation.rotation);
}
