import { norm } from '@crystal-fourier/math3';
import type { Fractional, SpaceGroup } from '@crystal-fourier/spacegroups';
import type { CifAtom } from './atoms.js';
import type { Diagnostic } from '../../core/diagnostics.js';
import { DataError } from '../../core/errors.js';
import type { LatticeRows } from '../../structure/lattice.js';
import { neighbourLists } from '../../structure/neighbours.js';
import { expandSite } from '../../structure/siteExpansion.js';
import type { Site, SpeciesOccupancy } from '../../structure/site.js';

/** A row of the atom list on its special position. @internal */
export type PlacedAtom = CifAtom & { readonly images: readonly Fractional[]; readonly radius: number };

/** The content of one cell. @internal */
export interface Completed {
  readonly sites: readonly Site[];
  readonly asymmetricUnit: readonly Site[];
  /** Repairs are refused in strict mode. */
  readonly diagnostics: readonly Diagnostic[];
  /** Declared multiplicities that do not agree with the operations. */
  readonly conflicts: readonly Diagnostic[];
  /** Pairs of full atoms nearer than any bond. */
  readonly contacts: number;
}

/** Atoms in a cell: proteins have fewer, and the time to complete the cell grows with them. */
const MOST_ATOMS = 400_000;
/** Pairs of atoms nearer than a bond, counted twice. */
const MOST_CONTACTS = 2_000_000;
const TOLERANCE = 0.01;
const WIDEST = 0.2;
/** Å: farthest that a site is moved to get the multiplicity that the file declares. */
const WIDEST_DECLARED = 0.5;
/** Å: no two atoms that are both there come nearer. */
const CONTACT = 0.5;
/** Occupancies of one place may add up to this: shares are printed with two digits. */
const OVERFULL = 1.02;

/**
 * All atoms of a cell from the rows of a file: images of each row under the group, sites on special positions once, rows at
 * the same place as one site with several species.
 *
 * @throws DataError `bad-site` where two full atoms are declared at one place
 * @internal
 */
export function completeCell(
  atoms: readonly CifAtom[],
  group: SpaceGroup,
  lattice: LatticeRows,
  mode: 'strict' | 'lenient',
  tolerance: number | undefined,
): Completed {
  const diagnostics: Diagnostic[] = [];
  const conflicts: Diagnostic[] = [];
  let images = 0;
  const placed = atoms.map((atom) => {
    const made = place(atom, group, lattice, tolerance, diagnostics);
    images += made.images.length;
    if (images > MOST_ATOMS)
      throw new DataError(
        'too-large',
        `CIF: the cell has more than ${MOST_ATOMS} atoms; that is no crystal structure`,
        {
          line: atom.line,
        },
      );
    return made;
  });
  checkMultiplicities(placed, group, lattice, diagnostics, conflicts);

  const points = placed.flatMap((atom, row) => atom.images.map((position, image) => ({ position, row, image })));
  const pairs = neighbourLists(
    lattice,
    points.map(({ position }) => position),
    CONTACT,
    MOST_CONTACTS,
  );
  const owner = points.map((_, i) => i);
  const rootOf = (i: number): number => (owner[i] === i ? i : (owner[i] = rootOf(owner[i]!)));
  const close: [number, number][] = [];
  pairs.forEach((list, i) => {
    for (const { site: j, distance } of list) {
      if (j <= i) continue;
      const radius = Math.max(placed[points[i]!.row]!.radius, placed[points[j]!.row]!.radius);
      if (distance <= radius && points[i]!.row !== points[j]!.row)
        owner[Math.max(rootOf(i), rootOf(j))] = Math.min(rootOf(i), rootOf(j));
      else close.push([i, j]);
    }
  });
  const members = new Map<number, number[]>();
  points.forEach((_, i) => {
    const root = rootOf(i);
    const list = members.get(root);
    if (list === undefined) members.set(root, [i]);
    else list.push(i);
  });
  const merged = new Map<string, readonly SpeciesOccupancy[]>();
  const sites: Site[] = [];
  const asymmetricUnit: Site[] = [];
  for (const [root, list] of members) {
    const rows = [...new Set(list.map((i) => points[i]!.row))];
    const key = rows.join(',');
    let species = merged.get(key);
    if (species === undefined)
      merged.set(
        key,
        (species = mergedSpecies(
          rows.map((row) => placed[row]!),
          diagnostics,
          mode,
        )),
      );
    const { row, image, position } = points[root]!;
    const { label, properties } = placed[row]!;
    const site: Site = { position, species, label, ...(Object.keys(properties).length === 0 ? {} : { properties }) };
    sites.push(site);
    if (image === 0) asymmetricUnit.push(site);
  }
  const contacts = close.filter(([i, j]) => bothThere(placed[points[i]!.row]!, placed[points[j]!.row]!));
  return { sites, asymmetricUnit, diagnostics, conflicts, contacts: contacts.length };
}

function place(
  atom: CifAtom,
  group: SpaceGroup,
  lattice: LatticeRows,
  tolerance: number | undefined,
  diagnostics: Diagnostic[],
): PlacedAtom {
  const written = writtenPrecision(atom, lattice);
  // A place with a share of an atom may well be split; only what is exact or asked for is merged there.
  const radius =
    tolerance ??
    (atom.occupancy < 1 ? TOLERANCE : Math.min(WIDEST, Math.max(TOLERANCE, 3 * loosePrecision(atom, lattice))));
  const { position, images, moved } = expandSite(atom.position, group, lattice, radius);
  reportMove(atom, position, moved, written, diagnostics);
  return { ...atom, position, images, radius };
}

function reportMove(
  atom: CifAtom,
  position: Fractional,
  moved: number,
  written: number,
  diagnostics: Diagnostic[],
): void {
  if (moved < 1e-6) return;
  const message = `${atom.label} was moved by ${moved.toPrecision(2)} Å onto the special position ${position.map((x) => +x.toFixed(6)).join(' ')}`;
  // Within the last digit the file says nothing else.
  const severity = moved <= 1.5 * written ? 'note' : 'repair';
  diagnostics.push({ severity, code: 'site-moved', message, line: atom.line });
}

/**
 * One unit of the last written digit, in Å. The coordinate with the most digits tells how exact the row is: others may have lost
 * zeros at their end (0.5 beside 0.0123), and simple fractions are exact.
 */
function writtenPrecision({ digits, position }: CifAtom, lattice: LatticeRows): number {
  const unit = 10 ** -Math.max(...digits);
  return Math.hypot(
    ...position.map((x, k) => (Math.abs(x * 8 - Math.round(x * 8)) < 1e-9 ? 0 : unit * norm(lattice[k]!))),
  );
}

/** The same where every coordinate is only as exact as it is written: full atoms that come near their own images may be off so far. */
function loosePrecision({ digits }: CifAtom, lattice: LatticeRows): number {
  return Math.hypot(...digits.map((n, k) => (n === 0 ? 0 : 10 ** -n * norm(lattice[k]!))));
}

function checkMultiplicities(
  placed: PlacedAtom[],
  group: SpaceGroup,
  lattice: LatticeRows,
  diagnostics: Diagnostic[],
  conflicts: Diagnostic[],
): void {
  const declared = placed.filter(({ multiplicity }) => multiplicity !== undefined);
  const wrong = declared.filter(({ multiplicity, images }) => multiplicity !== images.length);
  if (wrong.length === 0) return;
  // Older programs wrote the order of the site symmetry under this name.
  if (declared.every(({ multiplicity, images }) => multiplicity === group.order / images.length)) return;
  for (const atom of wrong) {
    const index = placed.indexOf(atom);
    const wanted = atom.multiplicity!;
    const retried = [0, 0.02, 0.05, 0.1, 0.2, WIDEST_DECLARED]
      .map((radius) => ({ radius, ...expandSite(atom.position, group, lattice, Math.max(radius, 1e-6)) }))
      .find(({ images }) => images.length === wanted);
    if (retried === undefined) {
      conflicts.push({
        severity: 'repair',
        code: 'multiplicity-conflict',
        message: `${atom.label} has ${atom.images.length} images under the operations of ${group.setting.hmExtended}, but its declared multiplicity is ${wanted}`,
        line: atom.line,
      });
      continue;
    }
    if (retried.images.length < atom.images.length) {
      diagnostics.push({
        severity: 'repair',
        code: 'site-moved',
        message: `${atom.label} was moved by ${retried.moved.toPrecision(2)} Å to have the declared multiplicity ${wanted}`,
        line: atom.line,
      });
    }
    placed[index] = {
      ...atom,
      position: retried.position,
      images: retried.images,
      radius: Math.min(atom.radius, Math.max(retried.radius, 1e-6)),
    };
  }
}

/** Two atoms that are not alternatives to each other. */
function bothThere(a: CifAtom, b: CifAtom): boolean {
  if (a.occupancy + b.occupancy <= OVERFULL) return false;
  const [p, q] = [a.properties['disorderGroup'], b.properties['disorderGroup']];
  return p === undefined || q === undefined || p === q;
}

/** The species of one place from the rows that have it. */
function mergedSpecies(
  rows: readonly PlacedAtom[],
  diagnostics: Diagnostic[],
  mode: 'strict' | 'lenient',
): readonly SpeciesOccupancy[] {
  const first = rows[0]!;
  const of = ({ species: { element, oxidationState }, occupancy }: CifAtom): SpeciesOccupancy => ({
    element,
    occupancy,
    ...(oxidationState === undefined ? {} : { oxidationState }),
  });
  if (rows.length === 1) return [of(first)];
  const kept: PlacedAtom[] = [];
  for (const row of rows) {
    const twin = kept.find(
      ({ species, occupancy }) => species.element === row.species.element && occupancy === 1 && row.occupancy === 1,
    );
    if (twin === undefined) kept.push(row);
    else
      diagnostics.push({
        severity: 'repair',
        code: 'site-repeated',
        message: `${row.label} is at the place of ${twin.label} and was left out`,
        line: row.line,
      });
  }
  const total = kept.reduce((sum, { occupancy }) => sum + occupancy, 0);
  const labels = kept.map(({ label }) => label).join(', ');
  if (total > OVERFULL) {
    throw new DataError(
      'bad-site',
      `CIF: ${labels} share one place, but their occupancies add up to ${+total.toFixed(4)}`,
      { line: kept.at(-1)!.line },
    );
  }
  if (total > 1 + 1e-9)
    diagnostics.push({
      severity: total > 1.001 || mode === 'lenient' ? 'repair' : 'note',
      code: 'occupancy-scaled',
      message: `the occupancies of ${labels} add up to ${+total.toFixed(6)} and were scaled to 1`,
      line: first.line,
    });
  const scale = total > 1 ? 1 / total : 1;
  const made: SpeciesOccupancy[] = [];
  for (const row of kept) {
    const next = of(row);
    const same = made.findIndex(
      ({ element, oxidationState }) => element === next.element && oxidationState === next.oxidationState,
    );
    if (same < 0) made.push({ ...next, occupancy: next.occupancy * scale });
    else made[same] = { ...next, occupancy: made[same]!.occupancy + next.occupancy * scale };
  }
  return made;
}
