import { checkSites, type ReadStructuresOptions, type Structure } from '@crystal-fourier/data';
import { ModelError } from './config/errors.js';
import type { StructurePrediction } from './prediction.js';
import {
  onEnd,
  onMessage,
  type PredictionAnswer,
  type PredictionPort,
  type PredictionRequest,
  type PredictionTask,
  receivedFailure,
  receivedPrediction,
} from './predictionMessages.js';
import type { PredictStructuresOptions } from './predictor.js';

export interface PredictContentOptions extends PredictStructuresOptions {
  /** How the content is read. Defaults to what it shows. */
  readonly reading?: ReadStructuresOptions | undefined;
}

interface Pending {
  readonly resolve: (predictions: readonly StructurePrediction[]) => void;
  readonly reject: (error: Error) => void;
}

/** Predicts in another thread, in which `servePredictor` answers: a service stays free to answer others, whatever is sent to it. */
export class RemotePredictor {
  readonly #port: PredictionPort;
  readonly #pending = new Map<number, Pending>();
  #tickets = 0;
  #ended: ModelError | undefined;

  /** @param port a `Worker`, or a `MessagePort` to one */
  constructor(port: PredictionPort) {
    this.#port = port;
    onMessage(port, (message) => this.#settle(message as PredictionAnswer));
    onEnd(port, (reason) => this.#end(reason));
  }

  /** Predictions in flight. */
  get pending(): number {
    return this.#pending.size;
  }

  /**
   * Predictions for the structures of a file, which is read in the other thread, too.
   *
   * @param content text or bytes, also compressed ones; they are copied
   * @throws DataError for content that cannot be read, and what `predictStructures` throws
   */
  predictContent(
    content: string | Uint8Array,
    { reading = {}, ...options }: PredictContentOptions = {},
  ): Promise<readonly StructurePrediction[]> {
    return this.#ask({ content, reading, options });
  }

  /**
   * The same as `Predictor.predictStructures`. Structures with too many sites are refused before they are sent.
   *
   * @throws DataError `too-large`, `bad-argument`; ModelError `bad-argument` where the other thread has ended
   */
  async predictStructures(
    structures: readonly Structure[],
    options: PredictStructuresOptions = {},
  ): Promise<readonly StructurePrediction[]> {
    for (const structure of structures) checkSites(structure, options);
    return this.#ask({ structures: structures.map((structure) => structure.toJSON()), options });
  }

  #ask(task: PredictionTask): Promise<readonly StructurePrediction[]> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const ticket = this.#tickets++;
    return new Promise((resolve, reject) => {
      this.#pending.set(ticket, { resolve, reject });
      const request: PredictionRequest = { ...task, ticket };
      this.#port.postMessage(request, []);
    });
  }

  #settle(answer: PredictionAnswer): void {
    const pending = this.#pending.get(answer.ticket);
    this.#pending.delete(answer.ticket);
    if ('error' in answer) pending?.reject(receivedFailure(answer.error));
    else pending?.resolve(answer.predictions.map(receivedPrediction));
  }

  #end(reason: string): void {
    this.#ended ??= new ModelError(
      'bad-argument',
      `remote predictor: the other thread must live, it has ended (${reason}); start it again`,
    );
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
  }
}
