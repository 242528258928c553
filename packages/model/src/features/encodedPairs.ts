import { type OrbitFeatures, PAIR_INPUTS, writeOrbitPair } from '@crystal-fourier/data';
import { ModelError } from '../config/errors.js';

/** Columns of a pair: what a learned distance is computed of, what it is multiplied with (Å), and whether the pair is of two orbits, or of one. */
export const ENCODED_COLUMNS = [PAIR_INPUTS, 1, 1, 1] as const;

/** Their number. */
export const ENCODED_WIDTH = ENCODED_COLUMNS.reduce((sum, columns) => sum + columns, 0);

/**
 * Writes the rows of the pairs i ≥ j of one crystal.
 *
 * @param values rows of {@link ENCODED_WIDTH} numbers
 * @param row that of pair (0, 0)
 * @throws ModelError `bad-data` for features without encodings, whatever their recipe says
 */
export function writeEncodedPairs(
  values: Float32Array,
  row: number,
  { id, orbitCount, encodings }: Pick<OrbitFeatures, 'id' | 'orbitCount' | 'encodings'>,
): void {
  if (encodings === undefined)
    throw new ModelError(
      'bad-data',
      `features: ${id ?? 'a crystal'} must have the encodings that its recipe says, it has none; prepare it again`,
      id === undefined ? [] : [id],
    );
  let at = row * ENCODED_WIDTH;
  for (let i = 0; i < orbitCount; i++) {
    for (let j = 0; j <= i; j++) {
      values[at + PAIR_INPUTS] = writeOrbitPair(encodings, i, j, values, at);
      values[at + PAIR_INPUTS + 1] = i === j ? 0 : 1;
      values[at + PAIR_INPUTS + 2] = i === j ? 1 : 0;
      at += ENCODED_WIDTH;
    }
  }
}
