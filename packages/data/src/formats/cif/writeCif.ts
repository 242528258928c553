import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import { checkReadable } from '../../core/brand.js';
import { DataError, show } from '../../core/errors.js';
import type { CellParameters } from '../../structure/lattice.js';
import { expandSite } from '../../structure/siteExpansion.js';
import type { Site, SpeciesOccupancy } from '../../structure/site.js';
import type { Structure } from '../../structure/structure.js';

export interface WriteCifOptions {
  /** Write the operations of this group, and only the asymmetric unit. Needs `asymmetricUnit`. Defaults to P 1 and all sites. */
  readonly spaceGroup?: SpaceGroup | undefined;
  /** One site of each orbit, in the setting of `spaceGroup` and on the structure's lattice. */
  readonly asymmetricUnit?: readonly Site[] | undefined;
  /** Name of the data block. Defaults to the structure's id, or its formula. */
  readonly name?: string | undefined;
  /** Decimal places of coordinates, cell lengths and angles. Defaults to 10: a round trip is good to 1e-9. */
  readonly digits?: number | undefined;
}

/** Å: how near a site must come to its special position to be on it. */
const TOLERANCE = 1e-3;

/**
 * A structure as CIF 1.1: in P 1 with all its sites, or symmetrised, with the operations of a group and one site per orbit.
 * Label, occupancy, oxidation state and disorder group of a site are kept; the orientation of the lattice is not, a CIF has
 * only lengths and angles.
 *
 * @throws DataError `bad-argument` where the orbits of `asymmetricUnit` do not have as many sites as the structure
 */
export function writeCif(
  structure: Structure,
  { spaceGroup, asymmetricUnit, name, digits = 10 }: WriteCifOptions = {},
): string {
  checkReadable(structure, 'Structure', 'writeCif');
  if ((spaceGroup === undefined) !== (asymmetricUnit === undefined)) {
    throw new DataError('bad-argument', 'writeCif: spaceGroup and asymmetricUnit belong together; give both or none');
  }
  if (asymmetricUnit !== undefined && !Array.isArray(asymmetricUnit))
    throw new DataError(
      'bad-argument',
      `writeCif: asymmetricUnit must be a list of sites, one of each orbit, got ${show(asymmetricUnit)}; a result of a reader has it, and orbits of standardize have representatives`,
    );
  if (!(Number.isInteger(digits) && digits >= 1 && digits <= 16))
    throw new DataError('bad-argument', `writeCif: digits must be an integer from 1 to 16, got ${digits}`);
  const sites = asymmetricUnit ?? structure.sites;
  const orbits =
    spaceGroup === undefined
      ? undefined
      : sites.map((site) => expandSite(site.position, spaceGroup, structure.lattice, TOLERANCE));
  const count = orbits?.reduce((sum, { images }) => sum + images.length, 0) ?? sites.length;
  if (count !== structure.sites.length) {
    throw new DataError(
      'bad-argument',
      `writeCif: the orbits of the asymmetric unit have ${count} sites, but the structure has ${structure.sites.length}`,
    );
  }
  const number = (x: number): string => decimal(x, digits);
  const lines: string[] = [`data_${blockName(name ?? structure.id ?? structure.reducedFormula)}`];
  lines.push(`_chemical_formula_sum ${quote(structure.formula.replace(/([A-Z][a-z]?)1(?= |$)/g, '$1'))}`);
  for (const [key, value] of Object.entries(structure.cellParameters satisfies CellParameters)) {
    lines.push(`_cell_${key.length === 1 ? 'length' : 'angle'}_${key} ${number(value as number)}`);
  }
  lines.push(`_cell_volume ${number(structure.volume)}`);
  if (spaceGroup === undefined) lines.push("_space_group_name_H-M_alt 'P 1'", '_space_group_IT_number 1');
  else {
    // A setting outside the table has no symbol of its own; its operations say all.
    if (spaceGroup.setting.index !== null) {
      lines.push(
        `_space_group_name_H-M_alt ${quote(spaceGroup.setting.hmExtended)}`,
        `_space_group_name_Hall ${quote(spaceGroup.setting.hall)}`,
      );
    }
    lines.push(`_space_group_IT_number ${spaceGroup.number}`);
  }
  lines.push('loop_', '_space_group_symop_id', '_space_group_symop_operation_xyz');
  const operations = spaceGroup?.operations.map((op) => op.toXyz()) ?? ['x,y,z'];
  operations.forEach((xyz, i) => lines.push(`${i + 1} '${xyz}'`));
  lines.push(
    ...oxidationLoop(structure),
    ...siteLoop(
      sites,
      orbits?.map(({ images }) => images.length),
      number,
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** A number with at most so many decimals and no trailing zeros. */
function decimal(x: number, digits: number): string {
  const text = x.toFixed(digits);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

function blockName(name: string): string {
  const plain = name.replace(/[^\x21-\x7e]+/g, '_').slice(0, 70);
  return plain === '' ? 'structure' : plain;
}

/** A value in the delimiters that it needs. */
function quote(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ');
  if (!/'(?=\s|$)/.test(line)) return `'${line}'`;
  return /"(?=\s|$)/.test(line) ? `\n;${line}\n;` : `"${line}"`;
}

/** A value as a word if it is one. */
const word = (text: string): string =>
  /^[A-Za-z0-9+(-][^\s'"#]*$/.test(text) && !/^(?:data_|save_|loop_|stop_|global_)/i.test(text) ? text : quote(text);

function typeSymbol({ element, oxidationState }: SpeciesOccupancy): string {
  if (oxidationState === undefined) return element;
  const size = Math.abs(oxidationState);
  return `${element}${Number.isInteger(size) ? size : +size.toFixed(3)}${oxidationState < 0 ? '-' : '+'}`;
}

function oxidationLoop(structure: Structure): string[] {
  const charged = new Map<string, number>();
  for (const { species } of structure.sites) {
    for (const one of species) if (one.oxidationState !== undefined) charged.set(typeSymbol(one), one.oxidationState);
  }
  if (charged.size === 0) return [];
  return [
    'loop_',
    '_atom_type_symbol',
    '_atom_type_oxidation_number',
    ...[...charged].map(([symbol, value]) => `${symbol} ${value}`),
  ];
}

function siteLoop(
  sites: readonly Site[],
  multiplicities: readonly number[] | undefined,
  number: (x: number) => string,
): string[] {
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  const disordered = sites.some(({ properties }) => text(properties?.['disorderGroup']) !== undefined);
  const lines = [
    'loop_',
    '_atom_site_label',
    '_atom_site_type_symbol',
    '_atom_site_fract_x',
    '_atom_site_fract_y',
    '_atom_site_fract_z',
    '_atom_site_occupancy',
  ];
  if (multiplicities !== undefined) lines.push('_atom_site_site_symmetry_multiplicity');
  if (disordered) lines.push('_atom_site_disorder_assembly', '_atom_site_disorder_group');
  const counts = new Map<string, number>();
  sites.forEach(({ position, species, label, properties }, i) => {
    for (const one of species) {
      const n = (counts.get(one.element) ?? 0) + 1;
      counts.set(one.element, n);
      const heavy = one.element === 'H' ? { 2: 'D', 3: 'T' }[String(properties?.['isotope'])] : undefined;
      const symbol = typeSymbol(heavy === undefined ? one : { ...one, element: heavy });
      const columns = [word(label ?? `${one.element}${n}`), symbol, ...position.map(number), number(one.occupancy)];
      if (multiplicities !== undefined) columns.push(String(multiplicities[i]));
      if (disordered) {
        for (const key of ['disorderAssembly', 'disorderGroup']) {
          const value = text(properties?.[key]);
          columns.push(value === undefined ? '.' : word(value));
        }
      }
      lines.push(columns.join(' '));
    }
  });
  return lines;
}
