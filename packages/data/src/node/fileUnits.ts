import { DataError } from '../core/errors.js';
import { MAX_BYTES } from '../core/text.js';
import type { ByteSource } from './byteSource.js';
import { csvUnits } from './csvUnits.js';
import type { FileKind } from './fileKind.js';
import { envelopeUnits } from './envelopeUnits.js';
import { isEnvelope } from './jsonEnvelope.js';
import { jsonUnits } from './jsonUnits.js';
import type { PeekedSource } from './peekedSource.js';
import { type RecordFields, type Unit, unreadableUnit } from './unit.js';

/** The units of one file. */
export async function* fileUnits(
  source: PeekedSource,
  { layout, format }: FileKind,
  fields: RecordFields,
): AsyncGenerator<Unit> {
  if (layout === 'csv') yield* csvUnits(source, fields);
  else if (layout === 'json') yield* isEnvelope(source.head) ? envelopeUnits(source) : jsonUnits(source);
  else yield { ...(await wholeFile(source)), ...(format === undefined ? {} : { format }) };
}

/** A file that cannot be read takes part as one refused record. */
export function brokenFile({ name, base }: Pick<ByteSource, 'name' | 'base'>, error: unknown): Unit {
  const place = { index: 0, kind: 'structures', file: name, id: base } as const;
  if (error instanceof DataError)
    return unreadableUnit(
      { ...place, ...(error.line === undefined ? {} : { line: error.line }) },
      error.code,
      error.reason,
    );
  return unreadableUnit(place, 'bad-dataset', `the file could not be read: ${(error as Error).message}`);
}

async function wholeFile(source: ByteSource): Promise<Unit> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of source.open()) {
      size += chunk.length;
      if (size > MAX_BYTES)
        throw new DataError('too-large', `a structure file may have at most ${MAX_BYTES / 2 ** 20} MiB`);
      parts.push(chunk);
    }
  } catch (error) {
    return brokenFile(source, error);
  }
  const [first] = parts;
  const content = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
  return { index: 0, kind: 'structures', file: source.name, content };
}
