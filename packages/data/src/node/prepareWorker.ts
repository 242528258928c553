// Entry of the threads that `prepare` starts.
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { initMoyo } from '../standardize/moyo.js';
import { sentError } from './internalError.js';
import { type ChunkJob, prepareChunk } from './prepareChunk.js';

const ready = initMoyo();
parentPort?.on('message', (job: ChunkJob) => {
  void ready
    .then(() => prepareChunk(job, { read: readFile }))
    .then(
      (summary) => parentPort?.postMessage({ summary }, []),
      (error: unknown) => parentPort?.postMessage({ error: sentError(error) }, []),
    );
});
