import { type Column, columnFromArray, float64 } from '@uwdata/flechette';
import { type FramedTensor, fitsSymmetry } from '../frames/framedTensors.js';
import type { TensorTarget } from '../frames/standardTensor.js';
import { TENSOR_FRAMES, type TensorFrame } from '../frames/tensorFrames.js';
import type { TensorKind } from '../tensors/tensorKinds.js';
import { listColumn } from './listColumn.js';

/** A row before it is known which frame the data set has. */
export interface FramedRow {
  readonly tensors: Readonly<Record<string, FramedTensor>>;
}

/** Names of tensors and their kinds. */
export type TensorKinds = Readonly<Record<string, TensorKind>>;

/** Frames come before names, which may have any characters. */
const componentsOf = (name: string, frame: TensorFrame): string => `tensor:${frame}:${name}`;
const deviationOf = (name: string, frame: TensorFrame): string => `deviation:${frame}:${name}`;

/** Components and deviations of all tensors in all frames that any row has. A tensor that a row lacks is an empty list. */
export function tensorColumns(rows: readonly FramedRow[], kinds: TensorKinds): Record<string, Column<unknown>> {
  const columns: Record<string, Column<unknown>> = {};
  for (const name of Object.keys(kinds))
    for (const frame of TENSOR_FRAMES) {
      const targets = rows.map(({ tensors }) => tensors[name]?.[frame]);
      if (targets.every((target) => target === undefined)) continue;
      const components = targets.map((target) => target?.components ?? new Float64Array());
      columns[componentsOf(name, frame)] = listColumn(components, float64(), Float64Array);
      const deviations = targets.map((target) => target?.deviation ?? null);
      columns[deviationOf(name, frame)] = columnFromArray(deviations, float64()) as Column<unknown>;
    }
  return columns;
}

/**
 * The tensors of a row in all frames.
 *
 * @param names of all columns of the chunk
 * @param at value of a column in the row
 */
export function storedTensors(
  kinds: TensorKinds,
  names: ReadonlySet<string>,
  at: (name: string) => unknown,
): Record<string, FramedTensor> {
  const tensors = Object.entries(kinds).map(([name, kind]): [string, FramedTensor] => {
    const targets = TENSOR_FRAMES.flatMap((frame): [TensorFrame, TensorTarget][] => {
      if (!names.has(componentsOf(name, frame))) return [];
      const components = at(componentsOf(name, frame)) as Float64Array;
      if (components.length === 0) return [];
      return [[frame, { kind, components, deviation: at(deviationOf(name, frame)) as number }]];
    });
    return [name, Object.fromEntries(targets)];
  });
  return Object.fromEntries(tensors.filter(([, framed]) => Object.keys(framed).length > 0));
}

/** The tensors of a row in the frames of the data set; those that lack the symmetry of the crystal are left out. */
export function tensorsIn(
  frames: Readonly<Record<string, TensorFrame>>,
  framed: Readonly<Record<string, FramedTensor>>,
): Record<string, TensorTarget> {
  const tensors = Object.entries(framed).map(([name, targets]) => {
    const frame = frames[name];
    return [name, frame === undefined ? undefined : targets[frame]] as const;
  });
  return Object.fromEntries(
    tensors.filter((entry): entry is [string, TensorTarget] => entry[1] !== undefined && fitsSymmetry(entry[1])),
  );
}
