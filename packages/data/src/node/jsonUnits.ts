import { DataError } from '../core/errors.js';
import type { ByteSource } from './byteSource.js';
import { jsonValues } from './jsonValues.js';
import { type Unit, unreadableUnit } from './unit.js';

/** The records of a JSON file: of an array, or one after another. */
export async function* jsonUnits(source: ByteSource): AsyncGenerator<Unit> {
  const place = { kind: 'record', file: source.name } as const;
  let index = 0;
  let line = 1;
  // The first is held back until it is known whether it stands alone: then the file's name is its identifier.
  let first: Unit | undefined;
  try {
    for await (const { line: at, bytes, problem } of jsonValues(source.open())) {
      line = at;
      const unit: Unit = {
        ...place,
        index: index++,
        line,
        content: problem === undefined ? bytes : '',
        ...(problem === undefined ? {} : { problem: JSON_PROBLEMS[problem] }),
      };
      if (index === 1) first = unit;
      else {
        if (first !== undefined) yield first;
        first = undefined;
        yield unit;
      }
    }
    if (first !== undefined) yield { ...first, alone: true };
  } catch (error) {
    if (first !== undefined) yield first;
    const { code, reason } =
      error instanceof DataError ? error : { code: 'bad-dataset' as const, reason: (error as Error).message };
    yield unreadableUnit({ ...place, index, line }, code, `${reason}; ${index} records before it were read`);
  }
}

export const JSON_PROBLEMS = {
  'cut-off': {
    code: 'bad-syntax',
    reason: 'the file ends within this record: it is cut off, or brackets or quotes do not match',
  },
  'too-large': { code: 'too-large', reason: 'a record may have at most 64 MiB; brackets or quotes may not match' },
  'too-deep': { code: 'too-large', reason: 'the brackets of a record may be nested 64 deep at most' },
} as const;
