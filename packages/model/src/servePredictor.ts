import { readStructures, type Structure, structureFromJson } from '@crystal-fourier/data';
import {
  onMessage,
  type PredictionAnswer,
  type PredictionPort,
  type PredictionRequest,
  type PredictionTask,
  sentFailure,
  sentPrediction,
} from './predictionMessages.js';
import type { Predictor } from './predictor.js';

/**
 * Answers the requests of a `RemotePredictor` with a predictor of this thread, one after another. Reading, standardising and computing hold the thread that does them, some of
 * it for seconds; in a worker they hold nobody else.
 *
 * @param predictor may still be loading
 * @param port what the worker has for its side: `parentPort` in Node, `self` in a browser
 */
export function servePredictor(predictor: Predictor | Promise<Predictor>, port: PredictionPort): void {
  let last: Promise<unknown> = Promise.resolve();
  onMessage(port, (message) => {
    const { ticket, ...task } = message as PredictionRequest;
    last = last
      .then(async () => predictionsOf(await predictor, task))
      .then(
        (predictions): PredictionAnswer => ({ ticket, predictions: predictions.map(sentPrediction) }),
        (error: unknown): PredictionAnswer => ({ ticket, error: sentFailure(error) }),
      )
      .then((answer) => port.postMessage(answer));
  });
}

const predictionsOf = (predictor: Predictor, task: PredictionTask): ReturnType<Predictor['predictStructures']> =>
  predictor.predictStructures(structuresOf(task), task.options);

function structuresOf(task: PredictionTask): Structure[] {
  if ('structures' in task) return task.structures.map((structure) => structureFromJson(structure));
  return readStructures(task.content, task.reading).map(({ structure }) => structure);
}
