import type { Projection } from '../../three/cameraRig.browser.js';
import type { ColorBy } from './siteLooks.js';

/** Cells along each axis that can be chosen, where they are not too many atoms. */
export const REPEATS = [1, 2, 3] as const;

/** How a structure is drawn: all that the reader chooses but for the direction of view. */
export interface ViewerOptions {
  readonly style: 'balls' | 'polyhedra' | 'spheres';
  readonly colorBy: ColorBy;
  /** Cells along each axis. */
  readonly repeats: number;
  readonly projection: Projection;
  /** Whether atoms outside the cell are shown that one inside is bonded to. */
  readonly completesBonds: boolean;
}

export const INITIAL_OPTIONS: ViewerOptions = {
  style: 'balls',
  colorBy: 'element',
  repeats: 1,
  projection: 'orthographic',
  completesBonds: false,
};

/** Reads the part of an address that is about the picture; what cannot be understood is the default. */
export function readViewerOptions(query: URLSearchParams): ViewerOptions {
  const style = query.get('atoms');
  const cells = Number(query.get('cells'));
  return {
    style: style === 'polyhedra' || style === 'spheres' ? style : 'balls',
    colorBy: query.get('colours') === 'orbit' ? 'orbit' : 'element',
    repeats: REPEATS.find((repeats) => repeats ** 3 === cells) ?? 1,
    projection: query.get('projection') === 'perspective' ? 'perspective' : 'orthographic',
    completesBonds: query.get('outside') === 'bonded',
  };
}

/** The entries of an address for {@link readViewerOptions}; null for what is the default. */
export const viewerQuery = ({
  style,
  colorBy,
  repeats,
  projection,
  completesBonds,
}: ViewerOptions): Readonly<Record<string, string | number | null>> => ({
  atoms: style === 'balls' ? null : style,
  colours: colorBy === 'element' ? null : colorBy,
  cells: repeats === 1 ? null : repeats ** 3,
  projection: projection === 'orthographic' ? null : projection,
  outside: completesBonds ? 'bonded' : null,
});
