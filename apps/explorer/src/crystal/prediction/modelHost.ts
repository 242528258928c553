import type { FeatureRecipe, OrbitFeatures } from '@crystal-fourier/data';
import {
  decodeTensors,
  type ModelCard,
  ModelError,
  networkName,
  Predictor,
  type Task,
  unpackModel,
} from '@crystal-fourier/model';
import type { Handlers } from '../workerServer.js';
import { type BackendChoice, type BackendName, backendOrder } from './backendNames.js';

/** Addresses of the WebAssembly module: relative ones would be looked for beside the worker. */
export interface WasmPaths {
  readonly simd: string;
  readonly plain: string;
}

/** What is known of a loaded model; plain data. */
export interface ModelInfo {
  /** Of an exported file; a network that was saved by itself has none. */
  readonly card: ModelCard | null;
  readonly task: Task;
  readonly targets: readonly { readonly name: string; readonly log10: boolean; readonly unit: string | null }[];
  /** Atomic numbers of the elements, numbers of the groups, that the training crystals had. */
  readonly elements: readonly number[];
  readonly groups: readonly number[];
  /** Networks whose mean is the prediction. */
  readonly members: number;
  readonly variant: string;
  /** Bytes of the file. */
  readonly bytes: number;
  /** What features must mean that the networks read. */
  readonly recipe: FeatureRecipe;
}

/** What a model predicts of a crystal; plain data. */
export interface Predicted {
  readonly values: Readonly<Record<string, number>>;
  readonly spread: Readonly<Record<string, number>> | null;
  /** Null where it has no bound. */
  readonly novelty: number | null;
  readonly unknownElements: readonly string[];
  readonly unknownGroup: boolean;
  readonly backend: BackendName;
  /** ms */
  readonly time: number;
}

/** Calls of the worker that predicts. */
export type ModelCalls = {
  /** Starts the first backend that works; the model that was loaded is loaded again. */
  readonly start: {
    readonly input: { readonly choice: BackendChoice; readonly wasm: WasmPaths };
    readonly output: { readonly backend: BackendName; readonly notes: readonly string[] };
  };
  readonly load: { readonly input: { readonly bytes: Uint8Array; readonly name: string }; readonly output: ModelInfo };
  readonly predict: { readonly input: { readonly features: OrbitFeatures }; readonly output: Predicted };
};

/** Starts a backend; says why it does not. */
export type StartBackend = (
  name: BackendName,
  wasm: WasmPaths,
) => Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>;

/** Answers the calls; holds one model. @param startBackend of TensorFlow.js @param now ms */
export function modelHost(startBackend: StartBackend, now: () => number): Handlers<ModelCalls> {
  let backend: BackendName | undefined;
  let predictor: Predictor | undefined;
  let file: { readonly bytes: Uint8Array; readonly name: string } | undefined;
  const load = ({ bytes, name }: { readonly bytes: Uint8Array; readonly name: string }): ModelInfo => {
    const tensors = decodeTensors(bytes, name);
    if (tensors.metadata['kind'] === 'checkpoint')
      throw new ModelError(
        'bad-checkpoint',
        `${name}: a checkpoint is for more training; give model.safetensors of the same run, or what cft export --browser wrote`,
      );
    const { card, members } = unpackModel(tensors);
    const loaded = Predictor.load([tensors]);
    predictor?.dispose();
    predictor = loaded;
    file = { bytes, name };
    const { config, normalization } = loaded;
    return {
      card: card ?? null,
      task: config.task,
      targets: normalization.targets.map(({ name, log10 }) => ({ name, log10, unit: card?.units[name] ?? null })),
      elements: [...normalization.elements],
      groups: [...normalization.groups],
      members: members.length,
      variant: networkName(config),
      bytes: bytes.length,
      recipe: loaded.recipe,
    };
  };
  return {
    start: async ({ choice, wasm }) => {
      const notes: string[] = [];
      // Its tensors live on the backend that made them.
      predictor?.dispose();
      predictor = undefined;
      for (const name of backendOrder(choice)) {
        const started = await startBackend(name, wasm);
        if (started.ok) {
          backend = name;
          if (file !== undefined) load(file);
          return { backend: name, notes };
        }
        notes.push(`${name}: ${started.reason}`);
      }
      throw new Error(`nothing can compute a network in this browser (${notes.join('; ')})`);
    },
    load,
    predict: async ({ features }) => {
      if (predictor === undefined || backend === undefined)
        throw new ModelError('bad-argument', 'no model is loaded; choose one');
      const begin = now();
      const [prediction] = await predictor.predict([{ id: features.id ?? '', features }]);
      const { values, spread, novelty, unknownElements, unknownGroup } = prediction!;
      if (!Object.values(values).every(Number.isFinite))
        throw new Error(`the prediction on ${backend} is no number; choose another way to compute`);
      return {
        values,
        spread: spread ?? null,
        novelty: Number.isFinite(novelty) ? novelty : null,
        unknownElements,
        unknownGroup,
        backend,
        time: now() - begin,
      };
    },
  };
}
