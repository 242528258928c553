import { initMoyo } from '../standardize/moyo.js';
import { type FeatureJob, type FeatureResult, featureJob } from './featureJob.js';
import { pairBlock, type PairBlock, type PairBlockRequest } from '../orbits/pairBlock.js';
import { type ChunkJob, type ChunkSummary, prepareChunk } from './prepareChunk.js';

/** What threads are asked to do, and what they answer. */
interface Jobs {
  /** One file of a cache. */
  readonly chunk: { readonly input: ChunkJob; readonly output: ChunkSummary };
  /** Features of some records. */
  readonly features: { readonly input: FeatureJob; readonly output: readonly FeatureResult[] };
  /** Pairs of points with the distances of their orbits. */
  readonly pairs: { readonly input: PairBlockRequest; readonly output: PairBlock };
}

export type JobKind = keyof Jobs;
export type JobInput<Kind extends JobKind> = Jobs[Kind]['input'];
export type JobOutput<Kind extends JobKind> = Jobs[Kind]['output'];

const runners: { readonly [Kind in JobKind]: (input: JobInput<Kind>) => Promise<JobOutput<Kind>> } = {
  chunk: prepareChunk,
  features: (input) => Promise.resolve(featureJob(input)),
  pairs: (input) => Promise.resolve(pairBlock(input)),
};

/** Does a job in this thread. */
export async function runJob<Kind extends JobKind>(kind: Kind, input: JobInput<Kind>): Promise<JobOutput<Kind>> {
  // Random cells need no symmetry finder.
  if (kind !== 'pairs') await initMoyo();
  return runners[kind](input);
}

/** What of an input is handed over to a thread and not copied: it is empty here afterwards. */
export const inputTransfers = (input: JobInput<JobKind>): ArrayBuffer[] =>
  ('units' in input ? input.units : []).flatMap(({ content }) =>
    typeof content === 'string' ? [] : [content.buffer as ArrayBuffer],
  );

const outputs: { readonly [Kind in JobKind]: (output: JobOutput<Kind>) => ArrayBuffer[] } = {
  chunk: () => [],
  features: (results) =>
    results.flatMap((result) => {
      if (!result.ok) return [];
      const { atomicNumbers, multiplicities, cell, fourier, radial, images, encodings, moments } = result.features;
      const optional = [images, encodings, moments].flatMap((arrays): ArrayBufferView[] => Object.values(arrays ?? {}));
      return [atomicNumbers, multiplicities, cell, fourier, radial, ...optional].map(
        ({ buffer }) => buffer as ArrayBuffer,
      );
    }),
  pairs: (block) => Object.values(block).map(({ buffer }: PairBlock[keyof PairBlock]) => buffer as ArrayBuffer),
};

/** The same for what a thread answers. */
export const outputTransfers = <Kind extends JobKind>(kind: Kind, output: JobOutput<Kind>): ArrayBuffer[] =>
  outputs[kind](output);
