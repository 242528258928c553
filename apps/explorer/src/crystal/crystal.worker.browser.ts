// Entry of the worker that reads files and finds symmetry.
import { crystalReader, type ReaderCalls } from './crystalReader.js';
import { featureBuffers } from './featureBuffers.js';
import { type ScopeLike, serve } from './workerServer.js';

serve<ReaderCalls>(globalThis as unknown as ScopeLike, crystalReader(), {
  features: ({ features }) => featureBuffers(features),
});
