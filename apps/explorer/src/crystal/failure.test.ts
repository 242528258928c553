import { DataError, readCif } from '@crystal-fourier/data';
import { expect, test } from 'vitest';
import { failureOf, FailureError, GIVEN_UP, isGivenUp, locationText } from './failure.js';

test('a refusal of a reader keeps its place; the file is added where it is not known', () => {
  const error = new DataError('bad-value', 'a number is expected', { line: 3, record: 'a' });
  expect(failureOf(error, 'x.cif')).toEqual({
    kind: 'input',
    reason: 'a number is expected',
    file: 'x.cif',
    line: 3,
    record: 'a',
  });
  expect(failureOf(error.at({ file: 'y.cif' }), 'x.cif').file).toBe('y.cif');
  let caught: unknown;
  try {
    readCif('data_a\n_cell_length_a', { file: 'cut.cif' });
  } catch (error) {
    caught = error;
  }
  expect(failureOf(caught)).toMatchObject({ kind: 'input', file: 'cut.cif', line: 1 });
});

test('a refusal of a model is about the input, everything else is a fault', () => {
  const refusal = Object.assign(new Error('the file is cut off'), { name: 'ModelError' });
  expect(failureOf(refusal, 'm.safetensors')).toEqual({
    kind: 'input',
    reason: 'the file is cut off',
    file: 'm.safetensors',
  });
  expect(failureOf(new TypeError('x is undefined'))).toEqual({ kind: 'fault', reason: 'x is undefined' });
  expect(failureOf('text')).toEqual({ kind: 'fault', reason: 'text' });
});

test('a failure stays what it is', () => {
  const error = new FailureError(GIVEN_UP);
  expect(failureOf(error, 'x')).toBe(GIVEN_UP);
  expect(error.message).toBe(GIVEN_UP.reason);
  expect(isGivenUp({ ...GIVEN_UP })).toBe(true);
  expect(isGivenUp({ kind: 'input', reason: GIVEN_UP.reason })).toBe(false);
});

test('places are told as far as they are known', () => {
  const reason = '';
  expect(locationText({ kind: 'input', reason })).toBe('');
  expect(locationText({ kind: 'input', reason, file: 'a.cif', line: 4, record: 'halite' })).toBe(
    'a.cif, line 4, record “halite”',
  );
  expect(locationText({ kind: 'input', reason, record: 2 })).toBe('record 2');
});
