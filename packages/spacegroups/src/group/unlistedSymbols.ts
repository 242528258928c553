import { attempt, SpaceGroupError, show } from '../algebra/errors.js';
import { parseAbc } from '../operations/changeOfBasis.js';
import { CENTRINGS } from '../operations/hall.js';
import { preferredRows } from '../settings/preferredRows.js';
import { rowsByKey, type SettingRow } from '../settings/settingTable.js';
import { compressSymbol, spacesAgree, spellings } from '../settings/symbolIndex.js';
import { splitMark } from '../settings/symbolReadings.js';
import { type CoreSpaceGroup, type GroupClass, groupOfRow } from './coreGroup.js';
import { groupFromHall } from './groupFrom.js';
import { failed, found, type LookupOptions, type LookupResult } from './lookupResult.js';

// The multiple cells of International Tables A, table 1.5.4.4, in all their orientations (C1, C2; H1, H2, H3).
const DOUBLED = ['a-b,a+b,c', 'a+b,-a+b,c'];
const TRIPLED = ['a-b,a+2b,c', '2a+b,-a+b,c', 'a+2b,-2a-b,c'];

/**
 * The symbols of a tetragonal group in the cell C or F, and of a trigonal or hexagonal one in the cell H (International Tables A,
 * table 1.5.4.4). The second and the third place change places, since the axes of the new cell are diagonals of the old one.
 */
function cellSymbols(row: SettingRow): string[] {
  const isTetragonal = row.number > 74 && row.number < 143;
  if (!isTetragonal && (row.number < 143 || row.number > 194 || !row.hm.startsWith('P'))) return [];
  return spellings(row).flatMap((name) => {
    const [lattice, first = '', second, third, more] = name.split(' ');
    if (more !== undefined) return []; // without its slash
    const places = (start: string, glide?: string): string =>
      [start, third, glide === undefined ? second : second?.replace('b', glide)].filter(Boolean).join(' ');
    if (!isTetragonal) return [`H ${places(first)}`];
    // Databases have "F 41/a d c" for F 41/d d c.
    if (lattice === 'I') return ['d', third ? 'a' : 'd'].map((letter) => `F ${places(first.replace('a', letter))}`);
    // The plane n glides along both axes of the new cell; the glide b of the second place is a quarter of the diagonal there.
    return [...'abe'].flatMap((letter) => ['b', 'g', 'g1'].map((g) => `C ${places(first.replace('n', letter), g)}`));
  });
}

let cells: ReadonlyMap<string, readonly SettingRow[]> | undefined;

function inMultipleCell<G extends CoreSpaceGroup>(
  Class: GroupClass<G>,
  text: string,
  options: LookupOptions,
): LookupResult<G> | null {
  cells ??= rowsByKey((row) => new Set(cellSymbols(row).map(compressSymbol)));
  const [base, extension] = splitMark(text);
  const rows = cells.get(compressSymbol(base));
  if (rows === undefined || !spacesAgree(base, rows.flatMap(cellSymbols))) return null;
  const preferred = preferredRows({ rows, extension }, text, options);
  if (typeof preferred === 'string') return failed(preferred);
  const changes = /^h/i.test(base) ? TRIPLED : DOUBLED;
  const groups = preferred.flatMap((row) => changes.map((abc) => groupOfRow(Class, row).changeBasis(parseAbc(abc))));
  return chosen(groups, `${show(text)} is ${show(preferred[0].hm)} in a multiple cell, with the same origin`);
}

const AXES = 'abc';

/** Letters of Hall symbols for a glide letter of a plane normal to an axis; two for the glide d, whose sign is open. */
function glideLetters(letter: string, axis: number): string[] {
  if (letter === 'm') return [''];
  const [p, q] = [0, 1, 2].filter((i) => i !== axis) as [number, number];
  const along = `${AXES[p]}${AXES[q]}`;
  if (letter === 'n') return [along];
  if (letter !== 'd') return along.includes(letter) ? [letter] : [];
  const quarters = `${'uvw'[p]}${'uvw'[q]}`;
  return [quarters, quarters + AXES[q]];
}

/** The Hall symbols that a place `21/d` of a symbol with an axis and a lattice letter can mean, the preferred one first. */
function hallSymbols(lattice: string, place: string, axis: number): string[] {
  const [, rotation = '', plane = ''] = /^(21?)?\/?([abcdmn])?$/.exec(place) ?? [];
  const screws = rotation !== '21' ? [''] : lattice === 'P' ? [AXES[axis]] : [AXES[axis], ''];
  const glides = plane === '' ? [''] : glideLetters(plane, axis);
  const sign = rotation !== '' && plane !== '' ? '-' : '';
  return screws.flatMap((screw) =>
    glides.map((glide) => `${sign}${lattice} ${rotation === '' ? '-' : ''}2${'xyz'[axis]}${screw}${glide}`),
  );
}

/** A triclinic or monoclinic group with any lattice letter, from the generators in its symbol. */
function withLattice<G extends CoreSpaceGroup>(
  Class: GroupClass<G>,
  text: string,
  options: LookupOptions,
): LookupResult<G> | null {
  const [, letter = '', places = ''] = /^([abcfi])(.+)$/.exec(compressSymbol(text)) ?? [];
  const lattice = letter.toUpperCase();
  const [, improper, one] = /^(-?)(1)$/.exec(places) ?? [];
  let halls: string[] = [];
  let name = `${lattice} ${places}`;
  if (one !== undefined) halls = [`${improper}${lattice} 1`];
  // The short symbol, last, leaves the unique axis open. "C 21/c" is rather a slip than C 2/c with the origin on another centre.
  const shapes = [/^(.+)11$/, /^1(.+)1$/, /^11(.+)$/, 'BF'.includes(lattice) ? /^(.+)$/ : /^(21)$/];
  for (const [at, shape] of shapes.entries()) {
    const place = shape.exec(places)?.[1] ?? '';
    if (halls.length > 0 || !/^(21?(\/[abcdmn])?|[abcdmn])$/.test(place)) continue;
    const axes = at < 3 ? [at] : [1, 2, 0];
    name = `${lattice} ${at < 3 ? [0, 1, 2].map((i) => (i === at ? place : 1)).join(' ') : place}`;
    halls = axes.flatMap((axis) => hallSymbols(lattice, place, axis));
  }
  if (halls.length === 0 || !spacesAgree(text, [name])) return null;
  const groups = halls.flatMap((hall) => {
    const group = attempt(() => groupFromHall(Class, hall));
    // Some glides close only with lattice vectors that the letter does not have.
    if (group instanceof SpaceGroupError || group.centring.vectors.length !== CENTRINGS[lattice]?.length) return [];
    // "C 1 2/a 1" is a slip: a plane that also is a mirror is not named after a glide.
    return [6, 8, 10, 11, 12].includes(group.number) && !places.includes('m') ? [] : [group];
  });
  if (groups.length === 0) return null;
  const asked = Object.keys(options).filter((key) => key !== 'notation');
  if (asked.length > 0) return failed(`${show(text)} fixes the setting; leave out ${asked.join(', ')}`);
  return chosen(
    groups,
    `${show(text)} is not in the tables; it was read as the lattice ${lattice} and the elements that it names, ${halls[0]?.startsWith('-') ? 'the inversion' : 'these'} at the origin`,
  );
}

/** The first group, with the others of its type that are not the same as one before. */
function chosen<G extends CoreSpaceGroup>(groups: readonly G[], note: string): LookupResult<G> {
  const [first] = groups as readonly [G, ...G[]];
  const seen = new Set<string>();
  const distinct = groups.filter((group) => {
    const operations = group.operations
      .map((op) => op.key)
      .sort()
      .join();
    return group.number === first.number && !seen.has(operations) && seen.add(operations);
  });
  return found(first, 'hm', distinct.slice(1), [note]);
}

/**
 * A Hermann–Mauguin symbol of a cell that the table of 530 settings does not list: `C -1`, `F 1 2/d 1`, `B 1 21/c 1`, `C 4/a m b`,
 * `F -4 d 2`, `H -3 m 1`; null for other text, and what is wrong with options or a mark.
 *
 * Multiple cells have the origin of the setting that they are cells of; where it has several orientations or origins, all are given.
 * Triclinic and monoclinic symbols stand for the group that their generators make: the inversion at the origin, or the axis or plane
 * through the origin, `21/c` as in P 21/c. The glide `d` has two directions, and a screw axis of a centred cell has a 2-fold axis beside
 * it: both are given.
 *
 * @internal
 */
export function byUnlistedSymbol<G extends CoreSpaceGroup>(
  Class: GroupClass<G>,
  text: string,
  options: LookupOptions,
): LookupResult<G> | null {
  return inMultipleCell(Class, text, options) ?? withLattice(Class, text, options);
}
