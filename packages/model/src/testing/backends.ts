import * as tf from '@tensorflow/tfjs';

declare const process: { env: Record<string, string | undefined> };

export type BackendName = 'tensorflow' | 'wasm' | 'cpu';

let native: Promise<boolean> | undefined;

/** Loads the native backend, once; false where it is not installed. */
async function loadNative(): Promise<boolean> {
  process.env['TF_CPP_MIN_LOG_LEVEL'] = '2';
  try {
    await import('@tensorflow/tfjs-node');
    return tf.findBackend('tensorflow') !== null;
  } catch {
    return false;
  }
}

/**
 * Makes a backend the current one.
 *
 * @returns false where it is not installed
 */
export async function useBackend(name: BackendName): Promise<boolean> {
  if (name === 'tensorflow' && !(await (native ??= loadNative()))) return false;
  if (name === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  const set = await tf.setBackend(name);
  await tf.ready();
  if (name === 'cpu') {
    // On its first use this backend recommends the native one, but not in tests of TensorFlow.js itself.
    tf.env().set('IS_TEST', true);
    tf.scalar(0).dispose();
    tf.env().set('IS_TEST', false);
  }
  return set;
}

/** Makes the fastest installed backend the current one: native, else wasm. */
export async function useFastestBackend(): Promise<BackendName> {
  for (const name of ['tensorflow', 'wasm'] as const) if (await useBackend(name)) return name;
  await useBackend('cpu');
  return 'cpu';
}
