import { referenceRow } from './settingTable.js';

export type CrystalSystem = 'triclinic' | 'monoclinic' | 'orthorhombic' | 'tetragonal' | 'trigonal' | 'hexagonal' | 'cubic';

/** The 14 Bravais types; `S` stands for a lattice centred on one pair of faces (A, B, C, or I in a monoclinic cell). */
export type BravaisType = 'aP' | 'mP' | 'mS' | 'oP' | 'oS' | 'oI' | 'oF' | 'tP' | 'tI' | 'hP' | 'hR' | 'cP' | 'cI' | 'cF';

export type LaueClass = '-1' | '2/m' | 'mmm' | '4/m' | '4/mmm' | '-3' | '-3m' | '6/m' | '6/mmm' | 'm-3' | 'm-3m';

const SYSTEMS: readonly (readonly [last: number, system: CrystalSystem, family: string])[] = [
  [2, 'triclinic', 'a'],
  [15, 'monoclinic', 'm'],
  [74, 'orthorhombic', 'o'],
  [142, 'tetragonal', 't'],
  [167, 'trigonal', 'h'],
  [194, 'hexagonal', 'h'],
  [230, 'cubic', 'c'],
];

// Symbol, Laue class and number of groups of each geometric crystal class, in the order of the group numbers.
const CLASSES = `C1 -1 1,Ci -1 1,C2 2/m 3,Cs 2/m 4,C2h 2/m 6,D2 mmm 9,C2v mmm 22,D2h mmm 28,C4 4/m 6,S4 4/m 2,C4h 4/m 6,D4 4/mmm 10,C4v 4/mmm 12,D2d 4/mmm 12,D4h 4/mmm 20,C3 -3 4,C3i -3 2,D3 -3m 7,C3v -3m 6,D3d -3m 6,C6 6/m 6,C3h 6/m 1,C6h 6/m 2,D6 6/mmm 6,C6v 6/mmm 4,D3h 6/mmm 4,D6h 6/mmm 4,T m-3 5,Th m-3 7,O m-3m 8,Td m-3m 6,Oh m-3m 10`;

let classes: readonly (readonly [first: number, schoenflies: string, laue: LaueClass])[] | undefined;

function classOf(number: number): readonly [first: number, schoenflies: string, laue: LaueClass] {
  if (classes === undefined) {
    let first = 1;
    classes = CLASSES.split(',').map((row) => {
      const [schoenflies, laue, count] = row.split(' ') as [string, LaueClass, string];
      const start = first;
      first += Number(count);
      return [start, schoenflies, laue] as const;
    });
  }
  return classes.findLast(([first]) => first <= number) as readonly [number, string, LaueClass];
}

/** Schoenflies symbol of group 1…230, `D2h^16`. */
export function schoenfliesOf(number: number): string {
  const [first, schoenflies] = classOf(number);
  return `${schoenflies}^${number - first + 1}`;
}

export function crystalSystemOf(number: number): CrystalSystem {
  return (SYSTEMS.find(([last]) => number <= last) as (typeof SYSTEMS)[number])[1];
}

export function laueClassOf(number: number): LaueClass {
  return classOf(number)[2];
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

/** Hermann–Mauguin symbol of the geometric crystal class (point group), one of 32. */
export function pointGroupOf(number: number): string {
  const symbol = arithmeticClassOf(number).slice(0, -1);
  if (symbol === '2mm') return 'mm2';
  if (symbol === '-4m2') return '-42m';
  if (symbol === '-6m2') return '-62m';
  return number >= 149 && number <= 167 ? symbol.replace(/(?<=3)1|1$/, '') : symbol;
}

export function bravaisOf(number: number): BravaisType {
  const family = (SYSTEMS.find(([last]) => number <= last) as (typeof SYSTEMS)[number])[2];
  const letter = referenceRow(number).hm[0] as string;
  return `${family}${'AC'.includes(letter) ? 'S' : letter}` as BravaisType;
}

/** True if the group has a site whose symmetry is the whole point group (73 groups). */
export function isSymmorphicNumber(number: number): boolean {
  const [, ...parts] = referenceRow(number).hm.split(' ');
  return parts.every((p) => /^(-?[12346](\/m)?|m)$/.test(p));
}

const ENANTIOMORPHS = [76, 78, 91, 95, 92, 96, 144, 145, 151, 153, 152, 154, 169, 170, 171, 172, 178, 179, 180, 181, 212, 213];

/** Number of the group's mirror image where that is another group (11 pairs), else null. */
export function enantiomorphOf(number: number): number | null {
  const at = ENANTIOMORPHS.indexOf(number);
  return at < 0 ? null : (ENANTIOMORPHS[at ^ 1] as number);
}
