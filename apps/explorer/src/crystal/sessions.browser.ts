import { networkBytes } from '@crystal-fourier/models';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import type { PowderOptions, PowderPattern } from '@crystal-fourier/data/diffraction';
import { DEFAULT_TOLERANCE } from './crystalAddress.js';
import type { ReaderCalls } from './crystalReader.js';
import { CrystalSession, type Source } from './crystalSession.js';
import { FailureError } from './failure.js';
import { MeasuredSession } from './powder/measuredSession.js';
import type { ModelCalls } from './prediction/modelHost.js';
import { ModelSession, type ModelSource } from './prediction/modelSession.js';
import { WorkerClient, type WorkerLike } from './workerClient.js';

// They live as long as the page is open: a dropped file is still there after a look at its group.
export const crystalSession = new CrystalSession(
  new WorkerClient<ReaderCalls>(
    () =>
      new Worker(new URL('./crystal.worker.browser.ts', import.meta.url), {
        type: 'module',
      }) as unknown as WorkerLike,
  ),
  { symprec: DEFAULT_TOLERANCE, mode: 'lenient' },
);

/** The powder pattern of the crystal that is shown. @throws FailureError */
export const computePowder = (options: PowderOptions): Promise<PowderPattern> => crystalSession.powder(options);

export const measuredSession = new MeasuredSession();

export const modelSession = new ModelSession(
  new WorkerClient<ModelCalls>(
    () =>
      new Worker(new URL('./prediction/model.worker.browser.ts', import.meta.url), {
        type: 'module',
      }) as unknown as WorkerLike,
  ),
  () => ({ simd: new URL(simdUrl, document.baseURI).href, plain: new URL(plainUrl, document.baseURI).href }),
);

/** Files that were dropped or chosen. */
export function filesSource(files: readonly File[]): Source {
  const [first] = files;
  return {
    example: null,
    label: files.length === 1 ? first!.name : `${files.length} files`,
    files: () => files.map((file) => ({ name: file.name, content: file })),
  };
}

/** A text that was typed or pasted. */
export const textSource = (text: string): Source => ({
  example: null,
  label: 'pasted text',
  files: () => [{ name: 'pasted text', content: text }],
});

/** A network that comes with this page. */
export const shippedModel = (name: string): ModelSource => ({
  shipped: name,
  name: `${name}.safetensors`,
  bytes: () =>
    networkBytes(name).catch((error: unknown) => {
      throw unreachable(error instanceof Error ? error.message : String(error));
    }),
});

const unreachable = (why: string): FailureError =>
  new FailureError({ kind: 'fault', reason: `the model of this page cannot be loaded (${why}); is there a network?` });

/** Models have names of their own; everything else is taken for a structure. */
export const isModelFile = ({ name }: File): boolean => name.toLowerCase().endsWith('.safetensors');

export const modelFile = (file: File): ModelSource => ({
  shipped: null,
  name: file.name,
  bytes: async () => {
    try {
      return new Uint8Array(await file.arrayBuffer());
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new FailureError({ kind: 'input', file: file.name, reason: `the browser cannot read it (${why})` });
    }
  },
});
