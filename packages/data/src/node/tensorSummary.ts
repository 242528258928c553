import { chosenFrame } from '../frames/frameChoice.js';
import { fitsSymmetry, type FramedTensor, framesOf, type TensorFields } from '../frames/framedTensors.js';
import type { TensorFrame } from '../frames/tensorFrames.js';
import type { TensorKind } from '../tensors/tensorKinds.js';

/** What is known of the tensors of one name in a prepared data set. */
export interface TensorSummary {
  readonly kind: TensorKind;
  /** The frame that the tensors are taken to be written in. */
  readonly frame: TensorFrame;
  /** Records that have the tensor, those that were refused as a whole not counted. */
  readonly records: number;
  /** Those whose tensor has the symmetry of the crystal in this frame, within the tolerance. */
  readonly fitted: number;
  /** The others: the tensor is not in the cache. `deviation` is the relative one in this frame; null where the record lacks the frame. */
  readonly refused: readonly { readonly id: string; readonly deviation: number | null }[];
  /** For each frame that was tried, how many tensors would fit in it. */
  readonly fittedIn: Readonly<Partial<Record<TensorFrame, number>>>;
}

/**
 * The fields with the frames that were found for them: what other parts of the same data set are to be prepared with, since a small part may not show its frame.
 *
 * @param summaries of a cache or a report
 */
export const fieldsInFrames = (
  summaries: Readonly<Record<string, TensorSummary>>,
): Readonly<Record<string, { readonly kind: TensorKind; readonly frame: TensorFrame }>> =>
  Object.fromEntries(Object.entries(summaries).map(([name, { kind, frame }]) => [name, { kind, frame }]));

/** How a tensor of a record lies to the symmetry of its crystal, in each frame. */
export type FrameFits = Readonly<Partial<Record<TensorFrame, { readonly deviation: number; readonly fits: boolean }>>>;

/** The fits of all tensors of a row. */
export const frameFits = (tensors: Readonly<Record<string, FramedTensor>>): Readonly<Record<string, FrameFits>> =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, framed]) => [
      name,
      Object.fromEntries(
        Object.entries(framed).map(([frame, target]) => [
          frame,
          { deviation: target.deviation, fits: fitsSymmetry(target) },
        ]),
      ),
    ]),
  );

/** Chooses the frame of each tensor field, and counts. */
export function tensorSummaries(
  fields: TensorFields,
  rows: readonly { readonly id: string; readonly tensors: Readonly<Record<string, FrameFits>> }[],
): Readonly<Record<string, TensorSummary>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]): [string, TensorSummary] => {
      const own = rows.flatMap(({ id, tensors }) => (tensors[name] === undefined ? [] : [{ id, fits: tensors[name] }]));
      const fittedIn = Object.fromEntries(
        framesOf(field)
          .filter((frame) => own.some(({ fits }) => fits[frame] !== undefined))
          .map((frame) => [frame, own.filter(({ fits }) => fits[frame]?.fits === true).length]),
      ) as Partial<Record<TensorFrame, number>>;
      const frame =
        field.frame === undefined || field.frame === 'auto' ? chosenFrame(field.kind, fittedIn) : field.frame;
      const refused = own
        .filter(({ fits }) => fits[frame]?.fits !== true)
        .map(({ id, fits }) => ({ id, deviation: fits[frame]?.deviation ?? null }));
      return [
        name,
        { kind: field.kind, frame, records: own.length, fitted: own.length - refused.length, refused, fittedIn },
      ];
    }),
  );
}
