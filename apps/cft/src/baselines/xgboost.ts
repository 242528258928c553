import { createRequire } from 'node:module';

/** Rows of numbers, one after the other. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  /** (rows, columns), NaN where a value is not known. */
  readonly values: Float64Array;
}

/** Parameters of XGBoost, by their names there. */
type BoosterOptions = Readonly<Record<string, string | number>>;

/** Boosted trees in the memory of the module: {@link Booster.free} them. */
export interface Booster {
  /** Adds trees. Rounds added in several calls give the same trees as in one. */
  boost(rounds: number): void;
  /** One number per row, in the scale of the objective. */
  predict(table: Table): Float64Array;
  free(): void;
}

export interface XGBoost {
  /** @param labels (rows), finite */
  booster(table: Table, labels: ArrayLike<number>, options: BoosterOptions): Booster;
}

/** What is used of the module that Emscripten made. */
interface WasmModule {
  readonly isReady: Promise<unknown>;
  print: (line: string) => void;
  printErr: (line: string) => void;
  readonly HEAPF32: Float32Array;
  readonly _malloc: (bytes: number) => number;
  readonly _free: (pointer: number) => void;
  cwrap(
    name: string,
    result: 'number' | null,
    types: readonly ('number' | 'string')[],
  ): (...given: unknown[]) => number;
}

/** What this build of XGBoost takes for a value that is not known; it refuses NaN. */
const MISSING = -1;
const BESIDE_MISSING = Math.fround(-1 - 2 ** -22);

const require = createRequire(import.meta.url);
let loaded: Promise<XGBoost> | undefined;

/** XGBoost as WebAssembly, loaded once. */
export function loadXGBoost(): Promise<XGBoost> {
  return (loaded ??= load());
}

async function load(): Promise<XGBoost> {
  // The package's own entry copies tables to a stack of 5 MB, and its module comes with a handler that throws
  // errors of the whole process again and prints to the console: the module below it is used, without those.
  const listeners = process.listeners('uncaughtException');
  const module = require('ml-xgboost/dist/wasm/xgboost.js') as WasmModule;
  for (const listener of process.listeners('uncaughtException'))
    if (!listeners.includes(listener)) process.off('uncaughtException', listener);
  const messages: string[] = [];
  module.print = (line) => void messages.push(line);
  module.printErr = (line) => void messages.push(line);
  await module.isReady;
  return { booster: (table, labels, options) => makeBooster(module, messages, table, labels, options) };
}

function makeBooster(
  module: WasmModule,
  messages: string[],
  table: Table,
  labels: ArrayLike<number>,
  options: BoosterOptions,
): Booster {
  const call = <T>(what: string, work: () => T): T => {
    messages.length = 0;
    try {
      return work();
    } catch (error) {
      throw new Error(`XGBoost: ${what} failed: ${messages.at(-1) ?? String(error)}`, { cause: error });
    }
  };
  const { _malloc: allocate, _free: release } = module;
  const create = module.cwrap('create_model', 'number', ['number', 'number', 'number', 'number']);
  const set = module.cwrap('set_param', null, ['number', 'string', 'string']);
  const train = module.cwrap('train_full_model', null, ['number', 'number']);
  const predictOne = module.cwrap('predict_one', 'number', ['number', 'number', 'number', 'number']);
  const free = module.cwrap('free_memory_model', null, ['number']);
  const put = (values: ArrayLike<number>): number => {
    const pointer = allocate(4 * values.length);
    // The view is read each time: growing the memory replaces it.
    module.HEAPF32.set(values, pointer / 4);
    return pointer;
  };
  const handle = call('taking the table', () => {
    const [x, y] = [put(encoded(table)), put(labels)];
    const made = create(x, y, table.rows, table.columns);
    release(x);
    release(y);
    return made;
  });
  for (const [name, value] of Object.entries({ silent: 1, ...options })) set(handle, name, String(value));
  return {
    boost: (rounds) => call('training', () => train(handle, rounds)),
    predict: (rows) =>
      call('prediction', () => {
        const values = encoded(rows);
        const [row, result] = [allocate(4 * rows.columns), allocate(4)];
        const predicted = Float64Array.from({ length: rows.rows }, (_, i) => {
          module.HEAPF32.set(values.subarray(i * rows.columns, (i + 1) * rows.columns), row / 4);
          predictOne(handle, row, rows.columns, result);
          return module.HEAPF32[result / 4]!;
        });
        release(row);
        release(result);
        return predicted;
      }),
    free: () => void free(handle),
  };
}

function encoded({ values }: Table): Float32Array {
  return Float32Array.from(values, (value) => {
    if (Number.isNaN(value)) return MISSING;
    return Math.fround(value) === MISSING ? BESIDE_MISSING : value;
  });
}
