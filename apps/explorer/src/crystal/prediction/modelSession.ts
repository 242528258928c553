import type { Diagnostic, FeatureRecipe } from '@crystal-fourier/data';
import type { FeaturesAnswer } from '../crystalReader.js';
import { featureBuffers } from '../featureBuffers.js';
import { type Failure, failureOf, isGivenUp } from '../failure.js';
import { Store } from '../store.js';
import type { WorkerClient } from '../workerClient.js';
import type { BackendChoice, BackendName } from './backendNames.js';
import type { ModelCalls, ModelInfo, Predicted, WasmPaths } from './modelHost.js';

/** A model file that is to be loaded. */
export interface ModelSource {
  /** Name of the network, where it comes with this page; null for a file of the user. */
  readonly shipped: string | null;
  readonly name: string;
  readonly bytes: () => Promise<Uint8Array>;
}

/** A crystal that is to be predicted. */
export interface PredictionSubject {
  /** Another key is another crystal. */
  readonly key: number;
  /** @param recipe what the features must mean */
  readonly features: (recipe: FeatureRecipe) => Promise<FeaturesAnswer>;
}

export interface ModelState {
  readonly phase: 'none' | 'loading' | 'ready';
  readonly source: ModelSource | null;
  readonly info: ModelInfo | null;
  /** Why the model could not be loaded. */
  readonly failure: Failure | null;
  readonly choice: BackendChoice;
  readonly backend: BackendName | null;
  /** Why faster ones are not used. */
  readonly notes: readonly string[];
  readonly isPredicting: boolean;
  /** Key of the subject that the prediction, or its failure, is of. */
  readonly subject: number | null;
  readonly predicted: Predicted | null;
  /** What was found in the crystal on the way to the prediction. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why there is no prediction. */
  readonly refusal: Failure | null;
}

/** Where there is no prediction. */
const NOTHING = { subject: null, predicted: null, diagnostics: [], refusal: null } as const;

/** A model at work: loads it, keeps it, predicts what the page shows. Only the last thing that was asked for counts. */
export class ModelSession extends Store<ModelState> {
  readonly #client: WorkerClient<ModelCalls>;
  readonly #wasm: () => WasmPaths;
  #subject: PredictionSubject | null = null;
  #loadTicket = 0;
  #ticket = 0;
  /** Worker that was given the model. */
  #loadedBy = -1;

  /** @param wasm asked when the worker starts */
  constructor(client: WorkerClient<ModelCalls>, wasm: () => WasmPaths) {
    super({
      phase: 'none',
      source: null,
      info: null,
      failure: null,
      choice: 'auto',
      backend: null,
      notes: [],
      isPredicting: false,
      ...NOTHING,
    });
    this.#client = client;
    this.#wasm = wasm;
  }

  /** Replaces the model and predicts with the new one. */
  async load(source: ModelSource): Promise<void> {
    const ticket = ++this.#loadTicket;
    this.set({
      ...this.state,
      phase: 'loading',
      source,
      info: null,
      failure: null,
      ...NOTHING,
    });
    try {
      await this.#give(source, ticket);
    } catch (error) {
      const failure = failureOf(error, source.name);
      if (ticket === this.#loadTicket) this.set({ ...this.state, phase: 'none', failure });
      return;
    }
    if (ticket === this.#loadTicket) await this.#predict();
  }

  /** Computes with something else. */
  async choose(choice: BackendChoice): Promise<void> {
    this.set({ ...this.state, choice });
    const { source } = this.state;
    if (source !== null) await this.load(source);
  }

  /** Does without a model. */
  unload(): void {
    this.#loadTicket++;
    this.#ticket++;
    this.#client.stop();
    this.set({
      ...this.state,
      phase: 'none',
      source: null,
      info: null,
      failure: null,
      ...NOTHING,
      isPredicting: false,
    });
  }

  /** What the page shows now is predicted, as soon as there is a model. */
  async about(subject: PredictionSubject | null): Promise<void> {
    if (subject?.key === this.#subject?.key) return;
    this.#subject = subject;
    await this.#predict();
  }

  /** Does again what failed. */
  async retry(): Promise<void> {
    const { source } = this.state;
    if (source !== null) await this.load(source);
  }

  async #give(source: ModelSource, ticket: number): Promise<void> {
    const bytes = await source.bytes();
    if (ticket !== this.#loadTicket) return;
    const { backend, notes } = await this.#client.call('start', { choice: this.state.choice, wasm: this.#wasm() });
    const info = await this.#client.call('load', { bytes, name: source.name }, [bytes.buffer]);
    this.#loadedBy = this.#client.generation;
    if (ticket === this.#loadTicket) this.set({ ...this.state, phase: 'ready', info, backend, notes });
  }

  async #predict(): Promise<void> {
    const ticket = ++this.#ticket;
    const subject = this.#subject;
    const { info, source } = this.state;
    if (subject === null || info === null || source === null) {
      this.set({ ...this.state, ...NOTHING, isPredicting: false });
      return;
    }
    this.set({ ...this.state, isPredicting: true });
    try {
      const { features, diagnostics } = await subject.features(info.recipe);
      // A worker that stopped knows no model.
      if (this.#loadedBy !== this.#client.generation) await this.#give(source, this.#loadTicket);
      if (ticket !== this.#ticket) return;
      const predicted = await this.#client.call('predict', { features }, featureBuffers(features));
      if (ticket === this.#ticket)
        this.set({ ...this.state, isPredicting: false, subject: subject.key, predicted, diagnostics, refusal: null });
    } catch (error) {
      const refusal = failureOf(error);
      if (ticket === this.#ticket)
        this.set({
          ...this.state,
          isPredicting: false,
          subject: subject.key,
          predicted: null,
          diagnostics: [],
          refusal: isGivenUp(refusal) ? null : refusal,
        });
    }
  }
}
