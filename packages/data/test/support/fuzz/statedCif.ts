import type { KnownCrystal } from './knownCrystal.ts';
import { densityOf } from './knownCrystal.ts';
import type { RandomGeometry } from '../randomGeometry.ts';

/** A row of the atom list, as it is written. */
export interface StatedAtom {
  readonly label: string;
  readonly type: string;
  readonly position: readonly [string, string, string];
  readonly occupancy: string;
  readonly multiplicity?: number | undefined;
  readonly letter?: string | undefined;
}

export const CELL = ['a', 'b', 'c', 'alpha', 'beta', 'gamma'] as const;
export type CellName = (typeof CELL)[number];

/** Everything that a CIF says of a crystal. What is undefined is not said. */
export interface StatedCif {
  /** Whether the types of the atoms stand in a column of their own; else their labels tell. */
  readonly hasTypes: boolean;
  readonly cell: Readonly<Record<CellName, string>>;
  readonly atoms: readonly StatedAtom[];
  readonly operations?: readonly string[] | undefined;
  readonly hall?: string | undefined;
  readonly hermannMauguin?: string | undefined;
  readonly number?: number | undefined;
  readonly system?: string | undefined;
  readonly z?: number | undefined;
  /** Atoms of a formula unit. */
  readonly formula?: ReadonlyMap<string, number> | undefined;
  readonly density?: number | undefined;
  readonly volume?: number | undefined;
}

export const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/**
 * A CIF that states a crystal: everything, or a subset that still says which crystal it is.
 *
 * @param share of the statements that are made; 1 for all
 */
export function stateCrystal(crystal: KnownCrystal, random: RandomGeometry, share: number): StatedCif {
  const { group, orbits, structure } = crystal;
  const digits = random.integer(3, 6);
  const is = (): boolean => random.next() < share;
  const [hasMultiplicity, hasLetter] = [is(), is()];
  const atoms: StatedAtom[] = [];
  const counts = new Map<string, number>();
  for (const { content, position, multiplicity, letter } of orbits) {
    const image = random.pick(group.operations).apply(position);
    const wrapped = image.map((x) => x - Math.floor(x + 5e-7));
    for (const { element, occupancy } of content) {
      const n = (counts.get(element) ?? 0) + 1;
      counts.set(element, n);
      atoms.push({
        label: `${element}${n}`,
        type: element,
        position: wrapped.map((x) => plain(x, digits)) as unknown as StatedAtom['position'],
        occupancy: String(occupancy),
        multiplicity: hasMultiplicity ? multiplicity : undefined,
        letter: hasLetter ? letter : undefined,
      });
    }
  }
  const { z, formula } = contentOf(crystal, random);
  const { cellParameters } = structure;
  const cell = Object.fromEntries(
    CELL.map((name) => [name, plain(cellParameters[name], name.length === 1 ? 4 : 3)]),
  ) as StatedCif['cell'];
  const hasFormula = is();
  return {
    // A label alone can be read as several elements where there is no formula.
    hasTypes: !hasFormula || random.next() > LABELS_ALONE,
    cell,
    atoms,
    ...statedSymmetry(crystal, random, share),
    system: is() ? group.crystalSystem : undefined,
    z: is() ? z : undefined,
    formula: hasFormula ? formula : undefined,
    density: is() ? +densityOf(structure.amounts, structure.volume).toFixed(3) : undefined,
    volume: is() ? +structure.volume.toFixed(2) : undefined,
  };
}

/** How many files give the formula of the whole cell, beside the number of units of the reduced formula, as pymatgen writes it. */
const WHOLE_CELL = 0.15;

/** How many files with a formula have no column of types. */
const LABELS_ALONE = 0.2;

/** Formula units of a cell, and the formula. */
function contentOf(
  { orbits, structure }: KnownCrystal,
  random: RandomGeometry,
): { readonly z: number; readonly formula: ReadonlyMap<string, number> } {
  const amounts = [...structure.amounts].map(([element, n]): [string, number] => [element, +n.toFixed(6)]);
  if (amounts.every(([, n]) => Number.isInteger(n)) && random.next() < WHOLE_CELL)
    return { z: amounts.reduce((sum, [, n]) => gcd(sum, n), 0), formula: new Map(amounts) };
  const most = orbits.reduce((sum, { multiplicity }) => gcd(sum, multiplicity), 0);
  const divisors = Array.from({ length: most }, (_, i) => i + 1).filter((n) => most % n === 0);
  const z = random.next() < 0.7 ? most : random.pick(divisors);
  return { z, formula: new Map(amounts.map(([element, n]) => [element, +(n / z).toFixed(4)])) };
}

/** Operations, symbols and number; at least one of those that name the setting. */
function statedSymmetry(
  { group }: KnownCrystal,
  random: RandomGeometry,
  share: number,
): Pick<StatedCif, 'operations' | 'hall' | 'hermannMauguin' | 'number'> {
  for (;;) {
    const [operations, hall, symbol, number] = [0, 1, 2, 3].map(() => random.next() < share) as [
      boolean,
      boolean,
      boolean,
      boolean,
    ];
    if (!operations && !hall && !symbol) continue;
    const { setting } = group;
    // Behind operations or a Hall symbol, programs write the short symbol as often.
    const short = (operations || hall) && random.next() < 0.4;
    return {
      operations: operations ? group.operations.map((op) => op.toXyz()) : undefined,
      hall: hall ? setting.hall : undefined,
      hermannMauguin: symbol ? (short ? setting.hmShort : setting.hmExtended) : undefined,
      number: number ? group.number : undefined,
    };
  }
}

/** A number with so many decimals, without zeros at the end. */
function plain(x: number, digits: number): string {
  const text = x.toFixed(digits).replace(/\.?0+$/, '');
  return text === '-0' || text === '' ? '0' : text;
}

/** `C6 H12 O6`: carbon and hydrogen first, then by the alphabet. */
function formulaSum(formula: ReadonlyMap<string, number>): string {
  const rank = (element: string): string =>
    formula.has('C') && element === 'C' ? ' ' : formula.has('C') && element === 'H' ? '!' : element;
  return [...formula]
    .sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1))
    .map(([element, n]) => (n === 1 ? element : `${element}${n}`))
    .join(' ');
}

/** The text of the file. */
export function cifText(stated: StatedCif, name: string): string {
  const { cell, atoms, operations, hall, hermannMauguin, number, system, z, formula, density, volume } = stated;
  const lines = [`data_${name.replace(/[^\w-]+/g, '_')}`];
  const say = (tag: string, value: string | number | undefined): void => {
    if (value !== undefined)
      lines.push(`${tag} ${typeof value === 'string' && /[\s-]/.test(value) ? quoted(value) : value}`);
  };
  say('_chemical_formula_sum', formula === undefined ? undefined : quoted(formulaSum(formula)));
  for (const key of CELL) say(`_cell_${key.length === 1 ? 'length' : 'angle'}_${key}`, cell[key]);
  say('_cell_volume', volume);
  say('_cell_formula_units_Z', z);
  say('_exptl_crystal_density_diffrn', density);
  say('_space_group_crystal_system', system);
  say('_space_group_name_H-M_alt', hermannMauguin === undefined ? undefined : quoted(hermannMauguin));
  say('_space_group_name_Hall', hall === undefined ? undefined : quoted(hall));
  say('_space_group_IT_number', number);
  if (operations !== undefined)
    lines.push('loop_', '_space_group_symop_operation_xyz', ...operations.map((op) => `'${op}'`));
  lines.push('loop_', '_atom_site_label', ...(stated.hasTypes ? ['_atom_site_type_symbol'] : []));
  lines.push(...['x', 'y', 'z'].map((axis) => `_atom_site_fract_${axis}`), '_atom_site_occupancy');
  const hasMultiplicity = atoms.some(({ multiplicity }) => multiplicity !== undefined);
  const hasLetter = atoms.some(({ letter }) => letter !== undefined);
  if (hasMultiplicity) lines.push('_atom_site_site_symmetry_multiplicity');
  if (hasLetter) lines.push('_atom_site_Wyckoff_symbol');
  for (const { label, type, position, occupancy, multiplicity, letter } of atoms) {
    const columns = [label, ...(stated.hasTypes ? [type] : []), ...position, occupancy];
    if (hasMultiplicity) columns.push(String(multiplicity ?? '?'));
    if (hasLetter) columns.push(letter ?? '?');
    lines.push(columns.join(' '));
  }
  return `${lines.join('\n')}\n`;
}

/** Hall symbols have quotation marks of both kinds. */
const quoted = (text: string): string =>
  /^['"]/.test(text) ? text : /['](?=\s|$)/.test(text) ? `"${text}"` : `'${text}'`;
