import { referenceRow } from './settingTable.js';

export type CrystalSystem =
  | 'triclinic'
  | 'monoclinic'
  | 'orthorhombic'
  | 'tetragonal'
  | 'trigonal'
  | 'hexagonal'
  | 'cubic';

/** The 14 Bravais types; `S` stands for a lattice centred on one pair of faces (A, B, C, or I in a monoclinic cell). */
export type BravaisType =
  | 'aP'
  | 'mP'
  | 'mS'
  | 'oP'
  | 'oS'
  | 'oI'
  | 'oF'
  | 'tP'
  | 'tI'
  | 'hP'
  | 'hR'
  | 'cP'
  | 'cI'
  | 'cF';

export type LaueClass = '-1' | '2/m' | 'mmm' | '4/m' | '4/mmm' | '-3' | '-3m' | '6/m' | '6/mmm' | 'm-3' | 'm-3m';

// By the last number of their range of groups: Laue class, crystal system and the letter of its family.
const LAUE_CLASSES = `2 -1 triclinic a,15 2/m monoclinic m,74 mmm orthorhombic o,88 4/m tetragonal t,142 4/mmm tetragonal t,148 -3 trigonal h,167 -3m trigonal h,176 6/m hexagonal h,194 6/mmm hexagonal h,206 m-3 cubic c,230 m-3m cubic c`;

// Schoenflies symbol and number of groups of each geometric crystal class, in the order of the group numbers.
const CLASSES = `C1 1,Ci 1,C2 3,Cs 4,C2h 6,D2 9,C2v 22,D2h 28,C4 6,S4 2,C4h 6,D4 10,C4v 12,D2d 12,D4h 20,C3 4,C3i 2,D3 7,C3v 6,D3d 6,C6 6,C3h 1,C6h 2,D6 6,C6v 4,D3h 4,D6h 4,T 5,Th 7,O 8,Td 6,Oh 10`;

function rangeOf(number: number): readonly [last: string, laue: LaueClass, system: CrystalSystem, family: string] {
  const ranges = LAUE_CLASSES.split(',').map((range) => range.split(' '));
  return ranges.find(([last]) => number <= Number(last)) as [string, LaueClass, CrystalSystem, string];
}

/** Schoenflies symbol of group 1…230, `D2h^16`. */
export function schoenfliesOf(number: number): string {
  let place = number;
  for (const row of CLASSES.split(',')) {
    const [schoenflies, count] = row.split(' ') as [string, string];
    if (place <= Number(count)) return `${schoenflies}^${place}`;
    place -= Number(count);
  }
  return '';
}

export function crystalSystemOf(number: number): CrystalSystem {
  return rangeOf(number)[2];
}

export function laueClassOf(number: number): LaueClass {
  return rangeOf(number)[1];
}

/**
 * Symbol of the arithmetic crystal class (International Tables A, 1.3.4.4): the symmorphic group's Hermann–Mauguin
 * symbol with the lattice letter last, `mm2C`, `-42mI`, `312P`, `m-3mF`. The class of A m m 2 is written for its setting
 * C 2 m m, `2mmC`, as the Tables do.
 */
export function arithmeticClassOf(number: number): string {
  if (number >= 38 && number <= 41) return '2mmC';
  const [lattice, ...parts] = referenceRow(number).hm.split(' ') as [string, ...string[]];
  const places = number <= 15 ? parts.filter((p) => p !== '1' || number === 1) : parts;
  const symmorphic = places.map((p) => p.replace(/[abcden]/g, 'm').replace(/(\d)\d/, '$1')).join('');
  // Both orders of the places 2 and 3 that "1" leaves open are kept: 312P and 321P, 3m1P and 31mP.
  return symmorphic + lattice;
}

// Point groups on other axes than the standard ones.
const TURNED: Readonly<Record<string, string>> = { '2mm': 'mm2', '-4m2': '-42m', '-6m2': '-62m' };

/** Hermann–Mauguin symbol of the geometric crystal class (point group), one of 32. */
export function pointGroupOf(number: number): string {
  const written = arithmeticClassOf(number).slice(0, -1);
  const symbol = TURNED[written] ?? written;
  return number >= 149 && number <= 167 ? symbol.replace(/(?<=3)1|1$/, '') : symbol;
}

export function bravaisOf(number: number): BravaisType {
  const family = rangeOf(number)[3];
  const letter = referenceRow(number).hm[0] as string;
  return `${family}${'AC'.includes(letter) ? 'S' : letter}` as BravaisType;
}

/** True if the group has a site whose symmetry is the whole point group (73 groups). */
export function isSymmorphicNumber(number: number): boolean {
  const [, ...parts] = referenceRow(number).hm.split(' ');
  return parts.every((p) => /^(-?[12346](\/m)?|m)$/.test(p));
}

const ENANTIOMORPHS = [
  76, 78, 91, 95, 92, 96, 144, 145, 151, 153, 152, 154, 169, 170, 171, 172, 178, 179, 180, 181, 212, 213,
];

/** Number of the group's mirror image where that is another group (11 pairs), else null. */
export function enantiomorphOf(number: number): number | null {
  const at = ENANTIOMORPHS.indexOf(number);
  return at < 0 ? null : (ENANTIOMORPHS[at ^ 1] as number);
}
