import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import util from 'node:util';
import type * as TensorFlow from '@tensorflow/tfjs';
import { CliError, EXIT, usageError } from './failure.js';

/** What computes: native TensorFlow, WebAssembly, or plain JavaScript. */
export type BackendName = 'tensorflow' | 'wasm' | 'cpu';

export const BACKENDS: readonly BackendName[] = ['tensorflow', 'wasm', 'cpu'];

/** The backend in use. */
export interface Backend {
  readonly name: BackendName;
  /** Of the package that has it. */
  readonly version: string;
  /** Why it is not the fastest one, in one line. */
  readonly note?: string;
}

type Tf = typeof TensorFlow;

const require = createRequire(import.meta.url);
let current: Promise<Backend> | undefined;

/**
 * Loads TensorFlow.js with the fastest backend that works: native, then wasm, then cpu. A requested backend is the only one that is
 * tried. A process keeps the backend that it loaded first.
 *
 * @throws CliError if the requested one cannot be loaded, or another one is in use
 */
export async function chooseBackend(requested?: BackendName): Promise<Backend> {
  current ??= load(requested).catch((error: unknown) => {
    current = undefined;
    throw error;
  });
  const backend = await current;
  if (requested !== undefined && backend.name !== requested)
    throw usageError(`the backend ${requested} was asked for, but this process already uses ${backend.name}`);
  return backend;
}

/** `tensorflow 4.22.0`. */
export const backendLabel = ({ name, version }: Backend): string => `${name} ${version}`;

/** A backend by its name. @throws CliError */
export function parseBackend(text: string): BackendName {
  const found = BACKENDS.find((name) => name === text);
  if (found === undefined)
    throw usageError(`a backend must be one of ${BACKENDS.join(', ')}, got ${JSON.stringify(text)}`);
  return found;
}

const loaders: Readonly<Record<BackendName, () => Promise<string>>> = {
  tensorflow: loadNative,
  wasm: loadWasm,
  cpu: loadCpu,
};

/** What the next best costs, as measured on a transformer of 0.8 million parameters. */
const COST: Readonly<Record<BackendName, string>> = {
  tensorflow: '',
  wasm: 'training takes some 7 times longer',
  cpu: 'training takes far longer',
};

async function load(requested: BackendName | undefined): Promise<Backend> {
  const reasons: string[] = [];
  for (const name of requested === undefined ? BACKENDS : [requested]) {
    try {
      const version = await loaders[name]();
      return reasons.length === 0 ? { name, version } : { name, version, note: `${reasons.join('; ')}: ${COST[name]}` };
    } catch (error) {
      const [line = ''] = String((error as Error).message ?? error).split(/[\r\n]/);
      reasons.push(`the backend ${name} cannot be loaded (${line.slice(0, 200)})`);
    }
  }
  throw new CliError(reasons.join('; '), {
    exitCode: requested === undefined ? EXIT.failure : EXIT.usage,
    code: 'no-backend',
    hint:
      requested === 'tensorflow'
        ? 'install @tensorflow/tfjs-node with its native library, or leave --backend out'
        : undefined,
  });
}

async function tfjs(): Promise<Tf> {
  const loaded = (await import('@tensorflow/tfjs')) as Tf & { default?: Tf };
  return loaded.default ?? loaded;
}

async function loadNative(): Promise<string> {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  // Node 23 removed two functions that the binding calls; Node 22 prints a warning for one of them.
  if (Number(process.versions.node.split('.')[0]) >= 22)
    Object.assign(util, {
      isArray: Array.isArray,
      isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    });
  const { noDeprecation } = process;
  // Its dependencies use a deprecated module of Node; a warning would not help the user.
  process.noDeprecation = true;
  try {
    const loaded = (await import('@tensorflow/tfjs-node')) as { version?: Record<string, string>; default?: unknown };
    const tf = await tfjs();
    await use(tf, 'tensorflow');
    const { version } = (loaded.default ?? loaded) as { version: Record<string, string> };
    return version['tfjs-node'] ?? tf.version.tfjs;
  } finally {
    if (noDeprecation === undefined) Reflect.deleteProperty(process, 'noDeprecation');
    else process.noDeprecation = noDeprecation;
  }
}

async function loadWasm(): Promise<string> {
  const tf = await tfjs();
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  // Beside the package's main file; one thread, for Node has no workers in the browser's sense.
  wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
  await use(tf, 'wasm');
  return wasm.version_wasm;
}

async function loadCpu(): Promise<string> {
  const tf = await tfjs();
  // Leaves out the banner that recommends tfjs-node.
  tf.enableProdMode();
  await use(tf, 'cpu');
  return tf.version.tfjs;
}

/** Makes it the backend and computes something: a library that loads may still not work. */
async function use(tf: Tf, name: BackendName): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error('it does not start');
  await tf.ready();
  const sum = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).squeeze());
  const [value] = await sum.data();
  sum.dispose();
  if (value !== 11) throw new Error(`it computes 1·3 + 2·4 = ${value}`);
}
