import { DataError, show } from '../core/errors.js';
import type { StandardCrystal } from '../standardize/standardCrystal.js';
import type { LatticeRows } from '../structure/lattice.js';
import type { Structure } from '../structure/structure.js';
import { TENSOR_KINDS, tensorFacts, type TensorKind } from '../tensors/tensorKinds.js';
import { type GivenTensor, TensorStandardizer, type TensorTarget } from './standardTensor.js';
import { frameRotation, TENSOR_FRAMES, type TensorFrame } from './tensorFrames.js';

/** What a field of a data set with tensors is. */
export interface TensorField {
  readonly kind: TensorKind;
  /** `auto` takes the frame in which most tensors of the data set have the symmetry of their crystals. Defaults to `auto`. */
  readonly frame?: TensorFrame | 'auto' | undefined;
}

/** Names of fields, and what they are. */
export type TensorFields = Readonly<Record<string, TensorField>>;

/** A tensor in the standard frame, for each of the frames that it may be written in. */
export type FramedTensor = Readonly<Partial<Record<TensorFrame, TensorTarget>>>;

/** The largest deviation, relative to the norm, that noise of a calculation and rounded numbers explain. */
export const TENSOR_TOLERANCE = 0.05;
/** Norms below are those of noise, in the units of data sets: 1, C/m², GPa, e. */
const SMALLEST_NORM: Readonly<Record<TensorKind, number>> = {
  dielectric: 0.2,
  rank2: 0.2,
  born: 0.2,
  piezoelectric: 0.1,
  elastic: 10,
};

/**
 * Whether the deviation of a tensor from the symmetry of its crystal is within what noise explains: at most {@link TENSOR_TOLERANCE} of the norm, or of a norm
 * of 0.2 (dielectric tensors; charges in e, per site), 0.1 C/m² or 10 GPa where the tensor is smaller.
 */
export function fitsSymmetry({ kind, components, deviation }: TensorTarget): boolean {
  const { isPerSite, size } = tensorFacts(kind);
  const count = isPerSite ? components.length / size : 1;
  const norm = Math.sqrt(components.reduce((sum, value) => sum + value * value, 0) / count);
  return deviation * norm <= TENSOR_TOLERANCE * Math.max(norm, SMALLEST_NORM[kind]);
}

/** The frames that a field may be in. */
export const framesOf = ({ frame = 'auto' }: TensorField): readonly TensorFrame[] =>
  frame === 'auto' ? TENSOR_FRAMES : [frame];

/**
 * Tensors of a record in the standard frame of its crystal, for each frame that they may be written in.
 *
 * @param poscar rows of the lattice in the field `poscar`
 * @throws DataError `bad-value`, `bad-symmetry`
 */
export function framedTensors(
  structure: Structure,
  crystal: StandardCrystal,
  given: Readonly<Record<string, GivenTensor>>,
  fields: TensorFields,
  poscar?: LatticeRows,
): Readonly<Record<string, FramedTensor>> {
  const names = Object.keys(given);
  if (names.length === 0) return {};
  const standardizer = new TensorStandardizer(structure, crystal);
  const source = { lattice: structure.lattice, crystal, poscar };
  return Object.fromEntries(
    names.map((name): [string, FramedTensor] => {
      const tensor = given[name]!;
      const targets = framesOf(fields[name]!).flatMap((frame): [TensorFrame, TensorTarget][] => {
        const F = frameRotation(frame, source);
        return F === undefined ? [] : [[frame, standardizer.standard(tensor, F)]];
      });
      return [name, Object.fromEntries(targets) as FramedTensor];
    }),
  );
}

/** @throws DataError `bad-argument` for a kind or a frame that there is not */
export function checkTensorFields(fields: TensorFields | undefined): void {
  for (const [name, { kind, frame = 'auto' }] of Object.entries(fields ?? {})) {
    if (!TENSOR_KINDS.includes(kind))
      throw new DataError(
        'bad-argument',
        `the kind of the tensor ${show(name)} must be ${TENSOR_KINDS.join(', ')}, got ${show(kind)}`,
      );
    if (frame !== 'auto' && !TENSOR_FRAMES.includes(frame))
      throw new DataError(
        'bad-argument',
        `the frame of the tensor ${show(name)} must be auto, ${TENSOR_FRAMES.join(', ')}, got ${show(frame)}`,
      );
  }
}
