// Entry of the threads that `featurePool` starts.
import { parentPort } from 'node:worker_threads';
import { initMoyo } from '@crystal-fourier/data';
import { type FeatureJob, featureResults } from './features.js';

const ready = initMoyo();
parentPort?.on('message', ({ ticket, job }: { readonly ticket: number; readonly job: FeatureJob }) => {
  void ready
    .then(() => featureResults(job))
    .then(
      (results) => parentPort?.postMessage({ ticket, results }, []),
      (error: unknown) => parentPort?.postMessage({ ticket, error }, []),
    );
});
