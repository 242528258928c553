import { DataError, type Place } from '../core/errors.js';

/**
 * An error that is no {@link DataError}, with the place in the input where it arose: a fault of this package, not of a record, so
 * it must not pass for a refusal. The stack is the one of its origin.
 */
export function internalError(error: unknown, place: Place): Error {
  if (error instanceof Error && error.name === 'InternalError') return error;
  const { message } = new DataError(
    'bad-structure',
    `internal error, please report it with this record: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
    place,
  );
  const found = new Error(message, { cause: error });
  found.name = 'InternalError';
  if (error instanceof Error && error.stack !== undefined)
    found.stack = `${found.name}: ${message}\n${error.stack.split('\n').slice(1).join('\n')}`;
  return found;
}

/** An error as it can be sent from one thread to another. */
export interface SentError extends Place {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code?: DataError['code'];
}

export function sentError(error: unknown): SentError {
  if (error instanceof DataError) {
    const { name, code, reason, file, line, record, stack } = error;
    return { name, code, message: reason, file, line, record, stack };
  }
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: 'Error', message: String(error), stack: undefined };
}

export function receivedError({ name, message, stack, code, ...place }: SentError): Error {
  if (code !== undefined) return new DataError(code, message, place);
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
