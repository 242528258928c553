import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { TensorForm, TensorKind } from '@crystal-fourier/spacegroups/tensors';
import { directionText } from '../group/operationWords.js';

/** A property whose form is shown. */
export interface TensorProperty {
  readonly kind: TensorKind;
  readonly title: string;
  /** What else has this form, or which convention it is. */
  readonly note: string;
}

/** `stress`: e and c, which give stresses; `strain`: d and s, which give strains. */
export type Constants = 'stress' | 'strain';

const ALWAYS: readonly TensorProperty[] = [
  { kind: 'rank1', title: 'Pyroelectric p', note: 'Also spontaneous polarisation: a polar vector.' },
  {
    kind: 'dielectric',
    title: 'Dielectric ε',
    note: 'Also thermal expansion and conductivity: symmetric, of rank 2.',
  },
  { kind: 'gyration', title: 'Gyration g', note: 'Optical activity: symmetric and axial, of rank 2.' },
];

const OF_CONSTANTS: Readonly<Record<Constants, readonly TensorProperty[]>> = {
  stress: [
    { kind: 'piezoelectric', title: 'Piezoelectric e', note: 'Stress constants, without factors.' },
    { kind: 'elastic', title: 'Elastic c', note: 'Stiffness, without factors.' },
  ],
  strain: [
    {
      kind: 'piezoelectricStrain',
      title: 'Piezoelectric d',
      note: 'Strain constants, with a factor 2 in columns 4 to 6.',
    },
    { kind: 'compliance', title: 'Elastic s', note: 'Compliance, with a factor 2 for each index 4, 5 or 6.' },
  ],
};

export const tensorProperties = (constants: Constants): readonly TensorProperty[] => [
  ...ALWAYS,
  ...OF_CONSTANTS[constants],
];

/** How the frame of the forms lies in the cell. */
export function frameText(group: SpaceGroup, { axes }: TensorForm): string {
  // Spaces at which no line ends.
  const [a, b, c] = axes.map((axis) => directionText(axis).replaceAll(' ', '\u00a0')) as [string, string, string];
  switch (group.crystalSystem) {
    case 'triclinic':
      return 'In a triclinic crystal the form is the same in every Cartesian frame.';
    case 'monoclinic':
      return `Cartesian frame: y along ${b}, z along ${c}, x across both.`;
    default:
      return `Cartesian frame: x along ${a}, z along ${c}, y across both.`;
  }
}

export const countText = (count: number): string =>
  count === 0 ? 'zero by symmetry' : `${count} independent component${count === 1 ? '' : 's'}`;

/** `c11` in parts: a letter with its indices, or what stands between such. */
export function textParts(
  text: string,
): { readonly letter?: string; readonly indices?: string; readonly plain?: string }[] {
  return [...text.matchAll(/([a-zA-Zε])(\d+)|[^a-zA-Zε]+/g)].map(([all, letter, indices]) =>
    letter === undefined || indices === undefined ? { plain: all } : { letter, indices },
  );
}
