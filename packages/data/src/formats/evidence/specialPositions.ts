import { norm } from '@crystal-fourier/math3';
import type { Fractional, SpaceGroup } from '@crystal-fourier/spacegroups';
import type { Diagnostic } from '../../core/diagnostics.js';
import type { LatticeRows } from '../../structure/lattice.js';
import { expandSite } from '../../structure/siteExpansion.js';
import type { AtomRow } from './atomRow.js';

/** A row of the atom list with its images in the cell; a site near a special position is moved onto it. @internal */
export type PlacedAtom = AtomRow & {
  readonly images: readonly Fractional[];
  /** Å: images nearer than this are one site. */
  readonly radius: number;
};

/** Where a row is placed. @internal */
export interface PlacingOptions {
  readonly lattice: LatticeRows;
  /** Å, of the lattice vectors. */
  readonly lengths: readonly number[];
  /** Å: images of a site nearer than this are one site; undefined takes a default that depends on the digits of the coordinates. */
  readonly tolerance: number | undefined;
}

/** Å: images of a site nearer than this are one site. */
const TOLERANCE = 0.01;
/** Å: the same for coordinates with few digits, at most. */
const WIDEST = 0.2;
/** Å: farthest that a site is moved to get the multiplicity that the file declares. */
const WIDEST_DECLARED = 0.5;
/** Å: a site that is moved farther may have been meant to be elsewhere, whatever its declared multiplicity. */
const FAR = 0.05;
/** Å: a site that is moved less was on its special position. */
const UNMOVED = 1e-6;

/**
 * A row with its images under the group. A site that is moved onto a special position is reported: as a note where the file, rounded, says
 * the same, and as a repair beyond.
 *
 * @internal
 */
export function placeAtom(
  atom: AtomRow,
  group: SpaceGroup,
  { lattice, lengths, tolerance }: PlacingOptions,
  diagnostics: Diagnostic[],
): PlacedAtom {
  const radius = tolerance ?? defaultRadius(atom, lengths);
  if (group.order === 1) return placed(atom, atom.position, [atom.position], radius);
  const { position, images, moved } = expandSite(atom.position, group, lattice, radius);
  if (moved >= UNMOVED) {
    const severity = moved <= 1.5 * writtenPrecision(atom, lengths) ? 'note' : 'repair';
    const where = position.map((x) => +x.toFixed(6)).join(' ');
    const message = `${atom.label} was moved by ${moved.toPrecision(2)} Å onto the special position ${where}`;
    diagnostics.push({ severity, code: 'site-moved', message, line: atom.line });
  }
  return placed(atom, position, images, radius);
}

/** All rows have the same fields in the same order, which is faster than a copy of whatever a row has. */
const placed = (
  { label, species, readings, digits, occupancy, siteOccupancy, multiplicity, properties, line }: AtomRow,
  position: Fractional,
  images: readonly Fractional[],
  radius: number,
): PlacedAtom => ({
  label,
  species,
  readings,
  position,
  digits,
  occupancy,
  siteOccupancy,
  multiplicity,
  properties,
  line,
  images,
  radius,
});

function defaultRadius(atom: AtomRow, lengths: readonly number[]): number {
  // A partially occupied site may be one of several alternatives beside a special position, so it is not moved far.
  if ((atom.siteOccupancy ?? atom.occupancy) < 1) return TOLERANCE;
  return Math.min(WIDEST, Math.max(TOLERANCE, 3 * loosePrecision(atom, lengths)));
}

/**
 * One unit of the last written digit, in Å. The coordinate with the most digits tells how exact the row is: others may have lost
 * zeros at their end (0.5 beside 0.0123), and simple fractions are exact.
 */
function writtenPrecision({ digits, position }: AtomRow, lengths: readonly number[]): number {
  const unit = 10 ** -Math.max(...digits);
  return Math.hypot(...position.map((x, k) => (Math.abs(x * 8 - Math.round(x * 8)) < 1e-9 ? 0 : unit * lengths[k]!)));
}

/**
 * The same where every coordinate is only as exact as it is written: a fully occupied site that is near to its own images may be off so
 * far. A multiple of 1/8 beside coordinates with more digits has lost the zeros at its end.
 */
function loosePrecision({ digits, position }: AtomRow, lengths: readonly number[]): number {
  const most = Math.max(digits[0], digits[1], digits[2]);
  let sum = 0;
  for (let k = 0; k < 3; k++) {
    const n = digits[k]!;
    if (n === 0 || (n + 1 < most && Number.isInteger(8 * position[k]!))) continue;
    sum += (10 ** -n * lengths[k]!) ** 2;
  }
  return Math.sqrt(sum);
}

/**
 * Compares declared multiplicities with the numbers of images. A site that has the declared multiplicity within 0.5 Å is moved, in `rows`
 * itself; others are conflicts.
 *
 * @internal
 */
export function checkMultiplicities(
  rows: PlacedAtom[],
  group: SpaceGroup,
  lattice: LatticeRows,
  diagnostics: Diagnostic[],
  conflicts: Diagnostic[],
): void {
  const declared = rows.filter(({ multiplicity }) => multiplicity !== undefined);
  const wrong = declared.filter(({ multiplicity, images }) => multiplicity !== images.length);
  if (wrong.length === 0) return;
  // Older programs wrote the order of the site symmetry under this name.
  if (declared.every(({ multiplicity, images }) => multiplicity === group.order / images.length)) return;
  for (const atom of wrong) {
    const wanted = atom.multiplicity!;
    const retried = [0, 0.02, 0.05, 0.1, 0.2, WIDEST_DECLARED]
      .map((radius) => ({ radius, ...expandSite(atom.position, group, lattice, Math.max(radius, UNMOVED)) }))
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
      const isFar = retried.moved > FAR;
      const isRounding = retried.moved <= 1.5 * writtenPrecision(atom, lattice.map(norm));
      diagnostics.push({
        severity: isFar ? 'warning' : isRounding ? 'note' : 'repair',
        code: isFar ? 'multiplicity-conflict' : 'site-moved',
        message: `${atom.label} was moved by ${retried.moved.toPrecision(2)} Å to have the declared multiplicity ${wanted}`,
        line: atom.line,
      });
    }
    rows[rows.indexOf(atom)] = {
      ...atom,
      position: retried.position,
      images: retried.images,
      radius: Math.min(atom.radius, Math.max(retried.radius, UNMOVED)),
    };
  }
}
