// Entry of the threads of `workerPool`.
import { parentPort } from 'node:worker_threads';
import { sentError } from './internalError.js';
import { outputTransfers, runJob } from './jobs.js';
import type { JobAnswer, JobRequest } from './workerPool.js';

const answer = (message: JobAnswer, transfers: ArrayBuffer[]): void => parentPort?.postMessage(message, transfers);

parentPort?.on('message', ({ ticket, kind, input }: JobRequest) => {
  void runJob(kind, input).then(
    (output) => answer({ ticket, output }, outputTransfers(kind, output)),
    (error: unknown) => answer({ ticket, error: sentError(error) }, []),
  );
});
