import { open } from 'node:fs/promises';
import { DataError } from '../core/errors.js';
import { MAX_BYTES } from '../core/text.js';

/**
 * The bytes of a structure file, as they lie on the disk.
 *
 * @param maxBytes the largest file that is read. Defaults to 256 MiB, as in the readers
 * @throws DataError `bad-dataset` where there is no such file or it cannot be read, `too-large`
 */
export async function fileContent(path: string, maxBytes = MAX_BYTES): Promise<Uint8Array> {
  const place = { file: path };
  const expected = 'a structure file is expected';
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new DataError(
      'bad-dataset',
      error.code === 'ENOENT'
        ? `${expected}, there is no such file`
        : `${expected}, it could not be opened: ${error.message}`,
      place,
    );
  });
  try {
    const info = await file.stat();
    if (info.isDirectory())
      throw new DataError('bad-dataset', `${expected}, this is a folder; name the files in it`, place);
    if (info.size > maxBytes)
      throw new DataError(
        'too-large',
        `a structure file may have at most ${sizeText(maxBytes)}, this one has ${sizeText(info.size)}`,
        place,
      );
    return await file.readFile().catch((error: Error) => {
      throw new DataError('bad-dataset', `${expected}, it could not be read: ${error.message}`, place);
    });
  } finally {
    await file.close();
  }
}

/** A size in MiB; in bytes below one MiB, where the fraction would be long. */
const sizeText = (bytes: number): string =>
  bytes < 2 ** 20 ? `${bytes} bytes` : `${Number((bytes / 2 ** 20).toFixed(2))} MiB`;
