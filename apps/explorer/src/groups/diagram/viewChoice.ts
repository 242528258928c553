import type { SpaceGroup, SymmetryElement } from '@crystal-fourier/spacegroups';
import type { ViewAxis } from './drawingFrame.js';
import type { Layer, Mark } from './marks.js';

/** Along the unique axis in monoclinic groups, else along c. */
export function defaultView(group: SpaceGroup, elements: readonly SymmetryElement[]): ViewAxis {
  if (group.crystalSystem !== 'monoclinic') return 'c';
  const unique = elements.find((e) => e.kind !== 'centre');
  const direction = unique?.kind === 'axis' ? unique.direction : unique?.kind === 'plane' ? unique.normal : [0, 0, 1];
  const i = direction.findIndex((c) => c !== 0);
  return direction.filter((c) => c !== 0).length === 1 ? (['a', 'b', 'c'] as const)[i]! : 'c';
}

/** Whether a quarter of the cell shows all: as the Tables do for F-centred cubic groups. */
export const wantsQuarter = (group: SpaceGroup): boolean =>
  group.crystalSystem === 'cubic' && group.centring.symbol === 'F';

/** The layers that a drawing begins with: inclined axes only where there is room for them. */
export function defaultLayers(marks: readonly Mark[]): ReadonlySet<Layer> {
  const layers = new Set<Layer>(['upright', 'level', 'planes', 'centres']);
  if (marks.filter(({ kind }) => kind === 'inclined').length <= 16) layers.add('inclined');
  return layers;
}

/** How large symbols are drawn: smaller where there are many. */
export const symbolScale = (marks: readonly Mark[]): number =>
  marks.filter(({ kind }) => kind === 'point').length <= 30 ? 1 : 0.85;

/** Where the orbit begins: off all planes and axes, also those at 30 degrees of hexagonal axes. */
export const startPoint = (group: SpaceGroup): readonly number[] =>
  group.crystalSystem === 'trigonal' || group.crystalSystem === 'hexagonal' ? [0.26, 0.075, 0.09] : [0.13, 0.07, 0.09];
