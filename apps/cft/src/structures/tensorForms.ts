import type { SpaceGroup, Vec3 } from '@crystal-fourier/spacegroups';
import {
  TENSOR_KINDS,
  tensorEntryText,
  tensorForm,
  type TensorForm,
  tensorFormText,
  type TensorKind,
} from '@crystal-fourier/spacegroups/tensors';
import { combinationText } from '@crystal-fourier/math3';

/** The form of a tensor; plain JSON. */
interface FormDescription extends Pick<TensorForm, 'kind' | 'independent' | 'entries'> {
  /** The entries as text: `·` for 0, `c11`, `(c11−c12)/2`. */
  readonly matrix: readonly (readonly string[])[];
}

/** The Born charge of an orbit's first site, in the frame of the crystal. */
interface SiteForm extends FormDescription {
  readonly species: string;
  readonly letter: string;
  readonly multiplicity: number;
  readonly siteSymmetry: string;
}

/** What symmetry leaves of the tensors of a crystal. */
export interface TensorForms {
  /** The conventional axes a, b, c of the frame on the axes of the group: z is along c, y along b*, x = y × z. */
  readonly axes: readonly Vec3[];
  readonly properties: readonly FormDescription[];
  /** For each orbit. */
  readonly born: readonly SiteForm[];
}

/** An orbit, as a symmetry report has it. */
interface Orbit {
  readonly species: string;
  readonly letter: string;
  readonly multiplicity: number;
  readonly siteSymmetry: string;
  readonly position: Vec3;
}

/** The forms of all properties, and of the Born charges of the given orbits. */
export function describeTensors(group: SpaceGroup, orbits: readonly Orbit[] = []): TensorForms {
  const properties = TENSOR_KINDS.filter((kind) => kind !== 'born').map((kind) => tensorForm(group, kind));
  return {
    axes: (properties[0] as TensorForm).axes,
    properties: properties.map(describeForm),
    born: orbits.map(({ species, letter, multiplicity, siteSymmetry, position }) => ({
      species,
      letter,
      multiplicity,
      siteSymmetry,
      ...describeForm(tensorForm(group.siteSymmetry(position), 'born', { frameOf: group })),
    })),
  };
}

const describeForm = ({ kind, independent, entries }: TensorForm): FormDescription => ({
  kind,
  independent,
  matrix: entries.map((row) => row.map(tensorEntryText)),
  entries,
});

/** What is printed, in this order. JSON has the general tensor of rank 2, strain constants and compliances, too. */
const PRINTED: Readonly<Partial<Record<TensorKind, string>>> = {
  rank1: 'pyroelectric p_i',
  dielectric: 'dielectric ε_ij',
  gyration: 'gyration g_ij',
  piezoelectric: 'piezoelectric e_iJ',
  elastic: 'elastic c_IJ',
};

/** Lines of text: the frame, and the matrix of each tensor. */
export function tensorLines({ axes, properties, born }: TensorForms, cell: string): string[] {
  const [a, b, c] = axes.map((axis) => combinationText(axis));
  const own = `${a},${b},${c}` === 'a,b,c';
  const frame = `frame: z along c, y along b*, x = y × z${own ? ` of ${cell}` : `, where a, b, c are ${a}, ${b}, ${c} of ${cell}`}`;
  return [
    frame,
    ...Object.entries(PRINTED).flatMap(([kind, name]) => {
      const form = properties.find((property) => property.kind === kind);
      return form === undefined ? [] : formLines(name, form);
    }),
    ...born.flatMap((site) =>
      formLines(`Born charge Z_ij of ${site.species} ${site.multiplicity}${site.letter} ${site.siteSymmetry}`, site),
    ),
  ];
}

function formLines(name: string, form: FormDescription): string[] {
  const count = form.independent.length;
  if (count === 0) return [`${name}: 0 by symmetry`];
  const text = tensorFormText(form).split('\n');
  return [
    `${name}: ${count} independent ${count === 1 ? 'component' : 'components'}`,
    ...text.map((line) => `  ${line}`),
  ];
}
