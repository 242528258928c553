import { DataError, type LatticeRows, standardize, Structure, toFractional } from '@crystal-fourier/data';
import {
  fromHall,
  fromOperations,
  lookup,
  type SpaceGroup,
  SpaceGroupError,
  spaceGroup,
  type Vec3,
} from '@crystal-fourier/spacegroups';
import { otherGroup, otherSetting } from './cifBreaks.ts';
import type { Break, FuzzFormat } from './fuzzFormat.ts';
import type { Content, KnownCrystal } from './knownCrystal.ts';
import { isCrowded } from './readings.ts';
import type { Verdict } from './judge.ts';
import { coincide, isSameCrystal } from './sameCrystal.ts';
import { gcd } from './statedCif.ts';
import type { RandomGeometry } from '../randomGeometry.ts';

interface StatedSpecies {
  readonly name: string;
  readonly chemical_symbols: readonly string[];
  readonly concentration: readonly number[];
}

/** The attributes of an OPTIMADE entry; what is undefined is not given. */
interface StatedEntry {
  readonly dimension_types: readonly number[];
  readonly nsites?: number | undefined;
  readonly nelements?: number | undefined;
  readonly elements?: readonly string[] | undefined;
  readonly elements_ratios?: readonly number[] | undefined;
  readonly chemical_formula_reduced?: string | undefined;
  readonly structure_features: readonly string[];
  readonly lattice_vectors: readonly (readonly number[])[];
  readonly cartesian_site_positions?: readonly (readonly number[])[] | undefined;
  readonly fractional_site_positions?: readonly (readonly number[])[] | undefined;
  readonly species: readonly StatedSpecies[];
  readonly species_at_sites: readonly string[];
  readonly site_coordinate_span?: 'unit_cell' | 'asymmetric_unit' | undefined;
  readonly space_group_symmetry_operations_xyz?: readonly string[] | undefined;
  readonly space_group_symbol_hall?: string | undefined;
  readonly space_group_symbol_hermann_mauguin_extended?: string | undefined;
  readonly space_group_it_number?: number | undefined;
}

const rounded = (x: number): number => +x.toFixed(6);

function state({ structure, group, orbits, lattice }: KnownCrystal, random: RandomGeometry): StatedEntry {
  const isWhole = random.next() < 0.5;
  const share = random.next() < 0.5 ? 1 : 0.6;
  const is = (): boolean => random.next() < share;
  const list: { content: Content; position: readonly number[] }[] = isWhole
    ? structure.sites.map(({ species, position }) => ({ content: species, position }))
    : orbits.map(({ content, position }) => ({ content, position }));
  const nameOf = (content: Content): string =>
    content.map(({ element, occupancy }) => element + (occupancy === 1 ? '' : occupancy)).join('');
  const contents = new Map(list.map(({ content }) => [nameOf(content), content]));
  const amounts = [...structure.amounts].sort(([a], [b]) => (a < b ? -1 : 1));
  const units = amounts.reduce((sum, [, n]) => gcd(sum, Math.round(n)), 0);
  const isOrdered = amounts.every(([, n]) => Math.abs(n - Math.round(n)) < 1e-6);
  const total = amounts.reduce((sum, [, n]) => sum + n, 0);
  const coordinates = random.integer(0, 2);
  const hasOperations = !isWhole || is();
  const cartesian = ([x, y, z]: readonly number[]): number[] =>
    [0, 1, 2].map((k) => rounded(x! * lattice[0][k]! + y! * lattice[1][k]! + z! * lattice[2][k]!));
  return {
    dimension_types: [1, 1, 1],
    nsites: is() ? list.length : undefined,
    nelements: is() ? amounts.length : undefined,
    elements: is() ? amounts.map(([element]) => element) : undefined,
    elements_ratios: is() ? amounts.map(([, n]) => rounded(n / total)) : undefined,
    chemical_formula_reduced:
      is() && isOrdered
        ? amounts.map(([element, n]) => element + (n === units ? '' : Math.round(n) / units)).join('')
        : undefined,
    structure_features: [...contents.values()].some((content) => content.length > 1 || content[0]!.occupancy < 1)
      ? ['disorder']
      : [],
    lattice_vectors: lattice.map((row) => row.map(rounded)),
    cartesian_site_positions: coordinates > 0 ? list.map(({ position }) => cartesian(position)) : undefined,
    fractional_site_positions: coordinates < 2 ? list.map(({ position }) => position.map(rounded)) : undefined,
    species: [...contents].map(([name, content]) => speciesOf(name, content)),
    species_at_sites: list.map(({ content }) => nameOf(content)),
    site_coordinate_span: isWhole ? (is() ? 'unit_cell' : undefined) : 'asymmetric_unit',
    space_group_symmetry_operations_xyz: hasOperations ? group.operations.map((op) => op.toXyz()) : undefined,
    space_group_symbol_hall: is() ? group.setting.hall : undefined,
    space_group_symbol_hermann_mauguin_extended: is() ? group.setting.hmExtended : undefined,
    space_group_it_number: is() ? group.number : undefined,
  };
}

function speciesOf(name: string, content: Content): StatedSpecies {
  const left = rounded(1 - content.reduce((sum, { occupancy }) => sum + occupancy, 0));
  const vacancy = left > 1e-3;
  return {
    name,
    chemical_symbols: [...content.map(({ element }) => element), ...(vacancy ? ['vacancy'] : [])],
    concentration: [...content.map(({ occupancy }) => occupancy), ...(vacancy ? [left] : [])],
  };
}

const withOperations = (
  stated: StatedEntry,
  change: (operations: readonly string[]) => readonly string[] | undefined,
): StatedEntry | undefined => {
  const operations = stated.space_group_symmetry_operations_xyz;
  const changed = operations === undefined ? undefined : change(operations);
  return changed === undefined || changed.join() === operations!.join()
    ? undefined
    : { ...stated, space_group_symmetry_operations_xyz: changed };
};

const LISTS = ['cartesian_site_positions', 'fractional_site_positions', 'species_at_sites'] as const;

/** The same change of all lists with an entry per site. */
function atSites(stated: StatedEntry, change: <T>(list: readonly T[]) => readonly T[]): StatedEntry {
  const changed = LISTS.map((name) => [name, stated[name] === undefined ? undefined : change<unknown>(stated[name])]);
  return { ...stated, ...(Object.fromEntries(changed) as Partial<StatedEntry>) };
}

const breaks: Readonly<Record<string, Break<StatedEntry>>> = {
  'span missing': (stated) =>
    stated.site_coordinate_span === 'asymmetric_unit' ? { ...stated, site_coordinate_span: undefined } : undefined,
  'span of a cell for an asymmetric unit': (stated) =>
    stated.site_coordinate_span === 'asymmetric_unit' ? { ...stated, site_coordinate_span: 'unit_cell' } : undefined,
  'span of an asymmetric unit for a cell': (stated) =>
    stated.site_coordinate_span === 'unit_cell' ? { ...stated, site_coordinate_span: 'asymmetric_unit' } : undefined,
  'operation dropped': (stated, _, random) =>
    withOperations(stated, (operations) => operations.toSpliced(random.integer(0, operations.length - 1), 1)),
  'centring dropped': (stated, { group }) =>
    withOperations(stated, (operations) => operations.slice(0, group.representatives.length)),
  'translation lost': (stated) =>
    withOperations(stated, (operations) => operations.map((op) => op.replaceAll(/[+-]?1\/2/g, ''))),
  'operations missing': (stated) =>
    stated.space_group_symmetry_operations_xyz === undefined
      ? undefined
      : { ...stated, space_group_symmetry_operations_xyz: undefined },
  'operations of another setting': (stated, crystal, random) => {
    const other = otherSetting(crystal, random);
    return other === undefined ? undefined : withOperations(stated, () => other.operations.map((op) => op.toXyz()));
  },
  'operations of another group': (stated, crystal, random) =>
    withOperations(stated, () => otherGroup(crystal, random).operations.map((op) => op.toXyz())),
  'number of another group': (stated, crystal, random) =>
    stated.space_group_it_number === undefined
      ? undefined
      : { ...stated, space_group_it_number: otherGroup(crystal, random).number },
  'Cartesian positions of another origin': (stated) =>
    stated.cartesian_site_positions === undefined || stated.fractional_site_positions === undefined
      ? undefined
      : { ...stated, cartesian_site_positions: stated.cartesian_site_positions.map(([x, y, z]) => [x! + 0.5, y!, z!]) },
  'fractions as Cartesian positions': (stated) =>
    stated.cartesian_site_positions === undefined
      ? undefined
      : { ...stated, cartesian_site_positions: fractionsOf(stated) },
  'one position of the two kinds differs': (stated, _, random) => {
    if (stated.cartesian_site_positions === undefined || stated.fractional_site_positions === undefined)
      return undefined;
    const i = random.integer(0, stated.species_at_sites.length - 1);
    const [x, y, z] = stated.fractional_site_positions[i]!;
    return { ...stated, fractional_site_positions: stated.fractional_site_positions.with(i, [x!, y! + 0.11, z!]) };
  },
  'lattice transposed': (stated) => {
    const lattice = [0, 1, 2].map((i) => stated.lattice_vectors.map((row) => row[i]!));
    return lattice.join() === stated.lattice_vectors.join() ? undefined : { ...stated, lattice_vectors: lattice };
  },
  'nsites wrong': (stated, _, random) =>
    stated.nsites === undefined
      ? undefined
      : { ...stated, nsites: stated.nsites + random.pick([1, -1, stated.nsites]) },
  'nelements wrong': (stated) =>
    stated.nelements === undefined ? undefined : { ...stated, nelements: stated.nelements + 1 },
  'elements wrong': (stated) =>
    stated.elements === undefined ? undefined : { ...stated, elements: [...stated.elements.slice(1), 'Xe'] },
  'formula wrong': (stated) =>
    stated.chemical_formula_reduced === undefined
      ? undefined
      : { ...stated, chemical_formula_reduced: `${stated.chemical_formula_reduced}7` },
  'ratios wrong': (stated) =>
    stated.elements_ratios === undefined || stated.elements_ratios.length < 2
      ? undefined
      : { ...stated, elements_ratios: stated.elements_ratios.map((x, i) => (i === 0 ? x / 2 : x)) },
  'species of another element': (stated, _, random) => {
    const i = random.integer(0, stated.species.length - 1);
    const one = stated.species[i]!;
    return {
      ...stated,
      species: stated.species.with(i, { ...one, chemical_symbols: one.chemical_symbols.with(0, 'Xe') }),
    };
  },
  'species exchanged at two sites': (stated) => {
    const names = stated.species_at_sites;
    const other = names.findIndex((name) => name !== names[0]);
    return other < 0 ? undefined : { ...stated, species_at_sites: names.with(0, names[other]!).with(other, names[0]!) };
  },
  'concentration wrong': (stated, _, random) => {
    const i = random.integer(0, stated.species.length - 1);
    const one = stated.species[i]!;
    return {
      ...stated,
      species: stated.species.with(i, {
        ...one,
        concentration: one.concentration.with(0, one.concentration[0]! * 0.6),
      }),
    };
  },
  'species without a description': (stated) =>
    stated.species.length < 2 ? undefined : { ...stated, species: stated.species.slice(1) },
  'site missing': (stated, _, random) => {
    const i = random.integer(0, stated.species_at_sites.length - 1);
    return stated.species_at_sites.length < 2 ? undefined : atSites(stated, (list) => list.toSpliced(i, 1));
  },
  'site twice': (stated) => atSites(stated, (list) => [...list, list[0]!]),
  'name of a site missing': (stated) => ({ ...stated, species_at_sites: stated.species_at_sites.slice(1) }),
  'not periodic': (stated) => ({ ...stated, dimension_types: [1, 1, 0] }),
};

/** The positions of the sites on the axes of the lattice. */
function fractionsOf(stated: StatedEntry): readonly (readonly number[])[] {
  const { fractional_site_positions: given, cartesian_site_positions: cartesian, lattice_vectors: lattice } = stated;
  return given ?? cartesian!.map((r) => toFractional(vector(r), lattice as LatticeRows).map(rounded));
}

const vector = ([x, y, z]: readonly number[]): Vec3 => [x!, y!, z!];

/** The groups that the most explicit statement means; undefined without any. */
function statedGroup(stated: StatedEntry): SpaceGroup | undefined {
  const operations = stated.space_group_symmetry_operations_xyz;
  try {
    if (operations !== undefined) return fromOperations(operations, { complete: true });
    if (stated.space_group_symbol_hall !== undefined) return fromHall(stated.space_group_symbol_hall);
  } catch (error) {
    if (error instanceof SpaceGroupError) return undefined;
    throw error;
  }
  const symbol = stated.space_group_symbol_hermann_mauguin_extended;
  if (symbol !== undefined) {
    const found = lookup(symbol, { notation: 'hm' });
    return found.ok ? found.group : undefined;
  }
  return stated.space_group_it_number === undefined ? undefined : spaceGroup(stated.space_group_it_number);
}

/** The crystal of an entry as it says it, and what in the entry disagrees; undefined where it makes none. */
function understood(stated: StatedEntry): { structure: Structure; against: string[] } | undefined {
  const { species, species_at_sites: names, lattice_vectors: lattice } = stated;
  const known = new Map(species.map((one) => [one.name, one]));
  const positions = fractionsOf(stated);
  const group = statedGroup(stated);
  const isWhole = stated.site_coordinate_span !== 'asymmetric_unit';
  if (!isWhole && group === undefined) return undefined;
  if (positions.length !== names.length || names.some((name) => !known.has(name))) return undefined;
  const sites = names.flatMap((name, i) => {
    const { chemical_symbols: symbols, concentration } = known.get(name)!;
    const content = symbols.flatMap((element, k) =>
      element === 'vacancy' ? [] : [{ element, occupancy: concentration[k]! }],
    );
    const places = isWhole ? [vector(positions[i]!)] : group!.orbit(vector(positions[i]!), 1e-4);
    return places.map((position) => ({ position: [...position], species: content }));
  });
  const structure = Structure.of({ lattice: lattice as LatticeRows, sites });
  return { structure, against: [...againstSymmetry(stated, structure, group), ...againstContent(stated, structure)] };
}

function againstSymmetry(stated: StatedEntry, structure: Structure, group: SpaceGroup | undefined): string[] {
  const { space_group_symmetry_operations_xyz: operations, space_group_it_number: number } = stated;
  const found = standardize(structure).group.number;
  const names = [
    stated.space_group_symbol_hermann_mauguin_extended,
    stated.space_group_symbol_hall,
    operations === undefined ? undefined : 'the operations',
    number === undefined ? undefined : 'the number',
  ].filter((name) => name !== undefined);
  if (names.length === 0) return [];
  const isSymmetric = group?.operations.every((op) => {
    const moved = structure.sites.map(({ position, species }) => ({
      position: [...op.apply(position)],
      species: [...species],
    }));
    return coincide(Structure.of({ lattice: structure.lattice, sites: moved }), structure);
  });
  const symbols = [stated.space_group_symbol_hermann_mauguin_extended, stated.space_group_symbol_hall].filter(
    (symbol) => symbol !== undefined,
  );
  const numbers = [number, ...symbols.map((symbol) => lookup(symbol)).map((read) => (read.ok ? read.group.number : 0))];
  return [
    ...(isSymmetric === true ? [] : ['symmetry']),
    ...(numbers.every((one) => one === undefined || one === group?.number) ? [] : ['names of the group']),
    ...(group?.number === found ? [] : ['the group of the atoms']),
  ];
}

function againstContent(stated: StatedEntry, structure: Structure): string[] {
  const { amounts } = structure;
  const elements = [...amounts.keys()].sort();
  const total = [...amounts.values()].reduce((sum, n) => sum + n, 0);
  const { elements: named, elements_ratios: ratios, chemical_formula_reduced: formula } = stated;
  const { cartesian_site_positions: cartesian, fractional_site_positions: fractional } = stated;
  const parts = new Map(
    [...(formula ?? '').matchAll(/([A-Z][a-z]?)(\d*)/g)].map(([, e, n]) => [e!, n === '' ? 1 : Number(n)]),
  );
  const shares = [...parts].map(([element, n]) => (amounts.get(element) ?? 0) / n);
  const areEqual = Math.max(...shares) <= 1.01 * Math.min(...shares) && parts.size === amounts.size;
  const isDisordered = structure.sites.some(({ species }) => species.length > 1 || species[0]!.occupancy < 1);
  const listed = [stated.nsites, cartesian?.length, fractional?.length].filter((n) => n !== undefined);
  return [
    ...(listed.every((n) => n === stated.species_at_sites.length) ? [] : ['numbers of sites']),
    ...(stated.nelements === undefined || stated.nelements === amounts.size ? [] : ['nelements']),
    ...(named === undefined || named.join() === elements.join() ? [] : ['elements']),
    ...(ratios === undefined || elements.every((e, i) => Math.abs(amounts.get(e)! / total - ratios[i]!) < 0.01)
      ? []
      : ['ratios']),
    ...(formula === undefined || areEqual ? [] : ['formula']),
    ...(isDisordered === stated.structure_features.includes('disorder') ? [] : ['features']),
    ...(cartesian === undefined || fractional === undefined || agree(stated) ? [] : ['two kinds of positions']),
    ...(stated.dimension_types.join() === '1,1,1' ? [] : ['periodicity']),
    ...(isCrowded(structure) ? ['distances'] : []),
  ];
}

function agree({
  cartesian_site_positions: cartesian,
  fractional_site_positions: fractional,
  lattice_vectors: lattice,
}: StatedEntry): boolean {
  return cartesian!.every((r, i) => {
    const x = toFractional(vector(r), lattice as LatticeRows);
    return x.every((c, k) => Math.abs(c - fractional![i]![k]! - Math.round(c - fractional![i]![k]!)) < 0.01);
  });
}

function verdict(stated: StatedEntry, read: Structure): Verdict {
  try {
    const meant = understood(stated);
    if (meant === undefined) return { isOnly: false, words: ['the entry makes no crystal'] };
    return { isOnly: meant.against.length === 0 && isSameCrystal(meant.structure, read), words: meant.against };
  } catch (error) {
    if (error instanceof DataError) return { isOnly: false, words: [error.reason] };
    throw error;
  }
}

/** OPTIMADE: the sites of a cell or of an asymmetric unit, with positions of one kind or of both. */
export const OPTIMADE: FuzzFormat<StatedEntry> = {
  name: 'optimade',
  state,
  text: (stated, name) =>
    JSON.stringify({ data: [{ type: 'structures', id: name, attributes: stated }] }, undefined, 1),
  breaks,
  verdict,
};
