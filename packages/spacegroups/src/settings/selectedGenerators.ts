import { readHall } from '../operations/hall.js';
import type { SymOp } from '../operations/symOp.js';

/**
 * The linear parts of the "generators selected" of the International Tables A, as Hall symbols, before each the last number
 * of the range of groups that it holds for (reference settings). `-2"` is the mirror −y,−x,z and `-2'` the mirror y,x,z.
 */
const POINT_GROUPS = `1 P 1,2 -P 1,5 P 2y,9 P -2y,15 -P 2y,24 P 2 2y,46 P 2 -2y,74 -P 2 2y,80 P 2 4z,82 P 2 -4z,88 -P 2 4z,98 P 2 4z 2y,110 P 2 4z -2y,114 P 2 -4z 2y,120 P 2 -4z -2y,122 P 2 -4z 2y,142 -P 2 4z 2y,146 P 3,148 -P 3,149 P 3 2',150 P 3 2",151 P 3 2',152 P 3 2",153 P 3 2',155 P 3 2",156 P 3 -2",157 P 3 -2',158 P 3 -2",159 P 3 -2',161 P 3 -2",163 -P 3 2',167 -P 3 2",173 P 3 2z,174 P 3 -2z,176 -P 3 2z,182 P 3 2z 2",186 P 3 2z -2",188 P 3 -2z -2",190 P 3 -2z 2",194 -P 3 2z 2",199 P 2 2y 3*,206 -P 2 2y 3*,214 P 2 2y 3* 2",220 P 2 2y 3* -2',230 -P 2 2y 3* 2"`;

/**
 * The linear parts of the generators that the International Tables select for group `number` in its reference setting, as
 * operations with no translation.
 */
export function selectedGenerators(number: number): readonly SymOp[] {
  const row = POINT_GROUPS.split(',').find((text) => number <= Number.parseInt(text, 10)) as string;
  return readHall(row.replace(/^\d+ /, '')).generators.filter((op) => op.type !== '1');
}
