/** The side of a worker of predictions. An entry of its own: it reads files, and so holds the readers of all formats. */
export type { PredictionPort } from './predictionMessages.js';
export { servePredictor } from './servePredictor.js';
