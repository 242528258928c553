import * as tf from '@tensorflow/tfjs';
import type { StartBackend } from './modelHost.js';

/** Registers and starts a backend of TensorFlow.js within a worker. */
export const startBackend: StartBackend = async (name, wasm) => {
  try {
    if (name === 'webgpu') {
      const { gpu } = navigator as Navigator & { gpu?: { requestAdapter(): Promise<object | null> } };
      if (gpu === undefined) return { ok: false, reason: 'this browser does not have it' };
      // A browser may have it without a device that it works on; the backend itself would fail with an error.
      if ((await gpu.requestAdapter()) === null) return { ok: false, reason: 'there is no graphics card for it' };
      await import('@tensorflow/tfjs-backend-webgpu');
    }
    if (name === 'wasm') {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      setWasmPaths({
        'tfjs-backend-wasm.wasm': wasm.plain,
        'tfjs-backend-wasm-simd.wasm': wasm.simd,
        // Threads need memory that is shared with this page, which plain static servers do not allow.
        'tfjs-backend-wasm-threaded-simd.wasm': wasm.simd,
      });
    }
    if (!(await tf.setBackend(name))) return { ok: false, reason: 'it does not start' };
    await tf.ready();
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
};
