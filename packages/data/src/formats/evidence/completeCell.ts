import { norm } from '@crystal-fourier/math3';
import type { Fractional, SpaceGroup } from '@crystal-fourier/spacegroups';
import type { Diagnostic } from '../../core/diagnostics.js';
import { DataError } from '../../core/errors.js';
import type { LatticeRows } from '../../structure/lattice.js';
import { type NeighbourVisitor, visitNeighbours } from '../../structure/neighbours.js';
import type { Site, SpeciesOccupancy } from '../../structure/site.js';
import type { AtomRow } from './atomRow.js';
import { chooseReadings } from './chooseReadings.js';
import { areBothOccupied, sharedSpecies } from './sharedSpecies.js';
import { checkMultiplicities, placeAtom, type PlacedAtom } from './specialPositions.js';

/** The content of one cell. @internal */
export interface CompletedCell {
  readonly sites: readonly Site[];
  readonly asymmetricUnit: readonly Site[];
  /** Repairs are refused in strict mode. */
  readonly diagnostics: readonly Diagnostic[];
  /** Declared multiplicities that do not agree with the operations. */
  readonly conflicts: readonly Diagnostic[];
  /** Whether the list declares multiplicities. */
  readonly hasMultiplicities: boolean;
  /** Pairs of full atoms nearer than any bond. */
  readonly contacts: number;
}

/** How a cell is completed. @internal */
export interface CompletionOptions {
  readonly mode: 'strict' | 'lenient';
  /** What error messages begin with. */
  readonly format: 'CIF' | 'OPTIMADE';
  /** Å: images of a site nearer than this are one site; undefined takes a default that depends on the digits of the coordinates. */
  readonly tolerance: number | undefined;
  /** Amounts of the formula, which decide what labels in upper case mean. */
  readonly formula?: ReadonlyMap<string, number>;
}

const NO_FORMULA: ReadonlyMap<string, number> = new Map();

/** Atoms in a cell: proteins have fewer, and the time to complete the cell grows with them. */
const MOST_ATOMS = 400_000;
/** Pairs of atoms nearer than a bond, counted twice. */
const MOST_CONTACTS = 2_000_000;
/** Å: no two atoms that are both there come nearer. */
const CONTACT = 0.5;

/** One image of a row. */
interface Point {
  readonly position: Fractional;
  /** Place of the row in the list. */
  readonly row: number;
  /** Place among the images of the row. */
  readonly image: number;
}

/**
 * All atoms of a cell from the rows of a file: images of each row under the group, sites on special positions once, rows at
 * the same place as one site with several species.
 *
 * @throws DataError `bad-site` where two full atoms are declared at one place, `too-large` for more than 400,000 atoms
 * @internal
 */
export function completeCell(
  atoms: readonly AtomRow[],
  group: SpaceGroup,
  lattice: LatticeRows,
  options: CompletionOptions,
): CompletedCell {
  const diagnostics: Diagnostic[] = [];
  const conflicts: Diagnostic[] = [];
  const rows = placeAtoms(atoms, group, lattice, options, diagnostics);
  checkMultiplicities(rows, group, lattice, diagnostics, conflicts);
  const placed = chooseReadings(rows, options.formula ?? NO_FORMULA);

  const points: Point[] = [];
  placed.forEach(({ images }, row) => images.forEach((position, image) => points.push({ position, row, image })));
  const { groups, close } = groupedPoints(points, placed, lattice);
  const known = new Map<string, readonly SpeciesOccupancy[]>();
  const speciesOf = (members: readonly number[]): readonly SpeciesOccupancy[] => {
    const shared = [...new Set(members.map((i) => points[i]!.row))];
    // Images of the same rows are reported once.
    const key = shared.join(',');
    let species = known.get(key);
    if (species === undefined) {
      species = sharedSpecies(
        shared.map((row) => placed[row]!),
        diagnostics,
        options,
      );
      known.set(key, species);
    }
    return species;
  };
  const single = new Map<number, readonly SpeciesOccupancy[]>();
  const sites: Site[] = [];
  const asymmetricUnit: Site[] = [];
  points.forEach(({ row, image, position }, i) => {
    const members = groups?.get(i);
    // Most sites are of one row.
    let species = members === undefined ? single.get(row) : speciesOf(members);
    if (species === undefined) {
      if (groups !== undefined) return; // a member of another group
      single.set(row, (species = sharedSpecies([placed[row]!], diagnostics, options)));
    }
    const { label, properties } = placed[row]!;
    const site: Site = { position, species, label, ...(isEmpty(properties) ? {} : { properties }) };
    sites.push(site);
    if (image === 0) asymmetricUnit.push(site);
  });
  const contacts = close.filter(([i, j]) => areBothOccupied(placed[points[i]!.row]!, placed[points[j]!.row]!)).length;
  const hasMultiplicities = atoms.some(({ multiplicity }) => multiplicity !== undefined);
  return { sites, asymmetricUnit, diagnostics, conflicts, hasMultiplicities, contacts };
}

function placeAtoms(
  atoms: readonly AtomRow[],
  group: SpaceGroup,
  lattice: LatticeRows,
  { tolerance, format }: CompletionOptions,
  diagnostics: Diagnostic[],
): PlacedAtom[] {
  let images = 0;
  const lengths = lattice.map(norm);
  return atoms.map((atom) => {
    const placed = placeAtom(atom, group, { lattice, lengths, tolerance }, diagnostics);
    images += placed.images.length;
    if (images > MOST_ATOMS)
      throw new DataError(
        'too-large',
        `${format}: the cell has more than ${MOST_ATOMS} atoms; that is no crystal structure`,
        { line: atom.line },
      );
    return placed;
  });
}

function isEmpty(properties: Readonly<Record<string, unknown>>): boolean {
  for (const _ in properties) return false;
  return true;
}

/** Points at one place, and pairs of points that are near to each other at different places. */
interface GroupedPoints {
  /** Members of each place, by the first of them; all as indices of points. Undefined where each point is a place of its own. */
  readonly groups: ReadonlyMap<number, readonly number[]> | undefined;
  readonly close: readonly (readonly [number, number])[];
}

/** Images of different rows are at one place where they are nearer than the radius of one of the rows. */
function groupedPoints(points: readonly Point[], placed: readonly PlacedAtom[], lattice: LatticeRows): GroupedPoints {
  const near: { readonly i: number; readonly j: number; readonly square: number }[] = [];
  const visit: NeighbourVisitor = (i, j, square) => {
    if (j > i) near.push({ i, j, square });
  };
  visitNeighbours(
    lattice,
    points.map(({ position }) => position),
    CONTACT,
    visit,
    MOST_CONTACTS,
  );
  if (near.length === 0) return { groups: undefined, close: [] };
  near.sort((p, q) => p.i - q.i || p.square - q.square || p.j - q.j);
  const owner = points.map((_, i) => i);
  const rootOf = (i: number): number => (owner[i] === i ? i : (owner[i] = rootOf(owner[i]!)));
  const close: [number, number][] = [];
  for (const { i, j, square } of near) {
    const [p, q] = [points[i]!.row, points[j]!.row];
    const [a, b] = [rootOf(i), rootOf(j)];
    const radius = Math.max(placed[p]!.radius, placed[q]!.radius);
    if (p !== q && square <= radius * radius) owner[Math.max(a, b)] = Math.min(a, b);
    else close.push([i, j]);
  }
  const groups = new Map<number, number[]>();
  points.forEach((_, i) => {
    const root = rootOf(i);
    const members = groups.get(root);
    if (members === undefined) groups.set(root, [i]);
    else members.push(i);
  });
  return { groups, close };
}
