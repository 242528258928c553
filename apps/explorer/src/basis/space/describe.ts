import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import { indices } from '../fractions.js';
import type { SpaceField } from './spaceField.js';
import type { SpaceState } from './spaceState.js';
import { settingSymbol } from '../../ui/doubleGlide.js';

/** Share of the cell in which f is above a level. */
export function shareAbove({ values }: Pick<SpaceField, 'values'>, level: number): number {
  let count = 0;
  for (const value of values) if (value > level) count++;
  return count / values.length;
}

/** Share of the cell in which f is below a level. */
export function shareBelow({ values }: Pick<SpaceField, 'values'>, level: number): number {
  let count = 0;
  for (const value of values) if (value < level) count++;
  return count / values.length;
}

const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.095 ? 1 : 0)} %`;

/** Which function is shown, in words. */
export function functionName({ star, sine, seed }: SpaceState): string {
  return star === null
    ? `the random function ${seed}`
    : `the ${sine ? 'sine ' : ''}function of the star ${indices(star)}`;
}

/** The surfaces in words: the text alternative of their picture. */
export function describeSurface(group: SpaceGroup, field: SpaceField, state: SpaceState): string {
  const cell = state.cells === 1 ? 'One unit cell' : 'Eight unit cells';
  const where = `${cell} of ${settingSymbol(group.setting)} with ${functionName(state)}`;
  if (field.max === 0) return `${where}: it is zero everywhere, so there is no surface.`;
  const [above, below] = [shareAbove(field, state.level * field.max), shareBelow(field, -state.level * field.max)];
  if (state.level === 0)
    return `${where}: the surface f = 0. On its orange side, in ${percent(above)} of the cell, f is positive; on its blue side negative.`;
  return `${where}: where f is above ${percent(state.level)} of its largest value an orange surface encloses ${percent(above)} of the cell, and where it is as far below zero a blue one ${percent(below)}.`;
}

/** A slice in words. */
export function describeSlice(
  group: SpaceGroup,
  field: SpaceField,
  values: Float64Array,
  { axis, height, ...state }: SpaceState,
): string {
  const where = `Slice through ${settingSymbol(group.setting)} at ${height.toFixed(3)} ${axis} of ${functionName({ axis, height, ...state })}`;
  if (field.max === 0) return `${where}: it is zero everywhere.`;
  let [least, largest] = [Infinity, -Infinity];
  for (const value of values) [least, largest] = [Math.min(least, value), Math.max(largest, value)];
  const share = (value: number): string => `${Math.round((100 * value) / field.max)} %`.replace('-', '−');
  return `${where}: values from ${share(least)} (blue) to ${share(largest)} (orange) of the largest |f| in the cell.`;
}
