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
 * @param tolerance Å; undefined takes a default that depends on the digits of the coordinates
 * @internal
 */
export function placeAtom(
  atom: AtomRow,
  group: SpaceGroup,
  lattice: LatticeRows,
  tolerance: number | undefined,
  diagnostics: Diagnostic[],
): PlacedAtom {
  const radius = tolerance ?? defaultRadius(atom, lattice);
  const { position, images, moved } = expandSite(atom.position, group, lattice, radius);
  if (moved >= UNMOVED) {
    const severity = moved <= 1.5 * writtenPrecision(atom, lattice) ? 'note' : 'repair';
    const where = position.map((x) => +x.toFixed(6)).join(' ');
    const message = `${atom.label} was moved by ${moved.toPrecision(2)} Å onto the special position ${where}`;
    diagnostics.push({ severity, code: 'site-moved', message, line: atom.line });
  }
  return { ...atom, position, images, radius };
}

function defaultRadius(atom: AtomRow, lattice: LatticeRows): number {
  // A partially occupied site may be one of several alternatives beside a special position, so it is not moved far.
  if ((atom.siteOccupancy ?? atom.occupancy) < 1) return TOLERANCE;
  return Math.min(WIDEST, Math.max(TOLERANCE, 3 * loosePrecision(atom, lattice)));
}

/**
 * One unit of the last written digit, in Å. The coordinate with the most digits tells how exact the row is: others may have lost
 * zeros at their end (0.5 beside 0.0123), and simple fractions are exact.
 */
function writtenPrecision({ digits, position }: AtomRow, lattice: LatticeRows): number {
  const unit = 10 ** -Math.max(...digits);
  return Math.hypot(
    ...position.map((x, k) => (Math.abs(x * 8 - Math.round(x * 8)) < 1e-9 ? 0 : unit * norm(lattice[k]!))),
  );
}

/**
 * The same where every coordinate is only as exact as it is written: a fully occupied site that is near to its own images may be off so
 * far.
 */
function loosePrecision({ digits }: AtomRow, lattice: LatticeRows): number {
  return Math.hypot(...digits.map((n, k) => (n === 0 ? 0 : 10 ** -n * norm(lattice[k]!))));
}

/**
 * Compares declared multiplicities with the numbers of images. A site that has the declared multiplicity within 0.5 Å is moved, in `placed`
 * itself; others are conflicts.
 *
 * @internal
 */
export function checkMultiplicities(
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
      diagnostics.push({
        severity: isFar ? 'warning' : 'repair',
        code: isFar ? 'multiplicity-conflict' : 'site-moved',
        message: `${atom.label} was moved by ${retried.moved.toPrecision(2)} Å to have the declared multiplicity ${wanted}`,
        line: atom.line,
      });
    }
    placed[placed.indexOf(atom)] = {
      ...atom,
      position: retried.position,
      images: retried.images,
      radius: Math.min(atom.radius, Math.max(retried.radius, UNMOVED)),
    };
  }
}
