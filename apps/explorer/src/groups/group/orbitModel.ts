import type { Fractional, SpaceGroup, WyckoffPosition } from '@crystal-fourier/spacegroups';
import { coordinateText, readCoordinate } from '../fractionText.js';

/** Values of x, y, z before the user chooses: on no special position of any group. */
const START: Fractional = [0.12, 0.17, 0.31];

/** Equivalent points of a Wyckoff position for values of its letters. */
export interface OrbitModel {
  /** Equivalent points in [0, 1), each with what it is made by, `-x,y+1/2,-z+1/2`. */
  readonly points: readonly { readonly map: string; readonly at: Fractional }[];
  /** The position of higher symmetry that these values are on, if they are. */
  readonly special: WyckoffPosition | null;
}

/** What stands in the address for the values, `0.1,0.2,1/4`, as three texts; what is left out is as before the user chooses. */
export function readParameterTexts(text: string): readonly [string, string, string] {
  const parts = text === '' ? [] : text.split(',');
  const textOf = (i: 0 | 1 | 2): string => parts[i]?.slice(0, 16) ?? String(START[i]);
  return [textOf(0), textOf(1), textOf(2)];
}

/** The values of the texts, or undefined where one is no number. */
export function parametersOf(texts: readonly string[], position: WyckoffPosition): Fractional | undefined {
  const valueOf = (letter: 'x' | 'y' | 'z', text: string): number | undefined =>
    position.parameters.includes(letter) ? readCoordinate(text) : 0;
  const [x, y, z] = [valueOf('x', texts[0]!), valueOf('y', texts[1]!), valueOf('z', texts[2]!)];
  return x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];
}

export function orbitModel(group: SpaceGroup, position: WyckoffPosition, parameters: Fractional): OrbitModel {
  const maps = position.coordinates();
  const own = group.wyckoffOf(position.at(parameters)).position;
  return {
    points: position.orbit(parameters).map((at, i) => ({ map: maps[i]!, at })),
    special: own.letter === position.letter ? null : own,
  };
}

export const orbitText = ({ points }: OrbitModel): string =>
  `${points.map(({ at }) => at.map(coordinateText).join(' ')).join('\n')}\n`;
