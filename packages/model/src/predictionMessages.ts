import {
  DataError,
  type DataErrorCode,
  type Diagnostic,
  type Place,
  type ReadStructuresOptions,
} from '@crystal-fourier/data';
import { ModelError, type ModelErrorCode } from './config/errors.js';
import type { StructurePrediction } from './prediction.js';
import type { PredictStructuresOptions } from './predictor.js';

/** One end of a channel between threads: a `Worker`, what a worker has for its side, or a `MessagePort`, of a browser or of Node. */
export interface PredictionPort {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  /** Of Node: messages come as they are. */
  on?(event: string, listener: (value: unknown) => void): unknown;
  /** Of browsers: messages come in events. */
  addEventListener?(event: string, listener: (event: unknown) => void): void;
  /** Of message ports of browsers, which wait for it. */
  start?(): void;
}

/** What is to be predicted. */
export type PredictionTask = { readonly options: PredictStructuresOptions } & (
  | { readonly structures: readonly Readonly<Record<string, unknown>>[] }
  | { readonly content: string | Uint8Array; readonly reading: ReadStructuresOptions }
);

export type PredictionRequest = PredictionTask & { readonly ticket: number };

export type PredictionAnswer = { readonly ticket: number } & (
  | { readonly predictions: readonly SentPrediction[] }
  | { readonly error: SentFailure }
);

type SentPrediction =
  | Extract<StructurePrediction, { readonly ok: true }>
  | { readonly ok: false; readonly id: string; readonly error: SentFailure };

/** An error as it goes from one thread to another: of errors only name and message survive by themselves. */
export interface SentFailure extends Place {
  readonly name: string;
  readonly message: string;
  readonly code?: string | undefined;
  readonly diagnostics?: readonly Diagnostic[] | undefined;
  readonly records?: readonly string[] | undefined;
}

/** Listens to messages. */
export function onMessage(port: PredictionPort, listen: (message: unknown) => void): void {
  if (port.on !== undefined) port.on('message', listen);
  else {
    port.addEventListener?.('message', (event) => listen((event as { readonly data: unknown }).data));
    port.start?.();
  }
}

/** Listens to what ends a worker or a channel. */
export function onEnd(port: PredictionPort, listen: (reason: string) => void): void {
  const reason = (name: string) => (value: unknown) =>
    listen(`${name}${(value as Error | undefined)?.message === undefined ? '' : `: ${(value as Error).message}`}`);
  if (port.on !== undefined) for (const name of ['error', 'messageerror', 'exit', 'close']) port.on(name, reason(name));
  else for (const name of ['error', 'messageerror']) port.addEventListener?.(name, reason(name));
}

export function sentFailure(error: unknown): SentFailure {
  if (error instanceof DataError) {
    const { name, code, reason, file, line, record, diagnostics } = error;
    return { name, code, message: reason, file, line, record, diagnostics };
  }
  if (error instanceof ModelError) {
    const { name, code, message, records } = error;
    return { name, code, message, records };
  }
  const { name = 'Error', message = String(error) } = Object(error) as Partial<Error>;
  return { name, message };
}

export function receivedFailure({ name, message, code, diagnostics, records, ...place }: SentFailure): Error {
  if (name === 'DataError') return new DataError(code as DataErrorCode, message, place, diagnostics);
  if (name === 'ModelError') return new ModelError(code as ModelErrorCode, message, records);
  return Object.assign(new Error(message), { name });
}

export const sentPrediction = (prediction: StructurePrediction): SentPrediction =>
  prediction.ok ? prediction : { ...prediction, error: sentFailure(prediction.error) };

export function receivedPrediction(prediction: SentPrediction): StructurePrediction {
  if (prediction.ok) return prediction;
  return { ...prediction, error: receivedFailure(prediction.error) as DataError };
}
