/** What can compute a network in a browser. */
export const BACKENDS = ['webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];
export type BackendChoice = BackendName | 'auto';

/** In words. */
export const BACKEND_LABELS: Readonly<Record<BackendChoice, string>> = {
  auto: 'Automatic',
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};

/** What is tried, the fastest first; a choice that does not start is followed by what always does. */
export const backendOrder = (choice: BackendChoice): readonly BackendName[] =>
  choice === 'auto' ? BACKENDS : [choice, ...BACKENDS.filter((name) => name !== choice && name !== 'webgpu')];
