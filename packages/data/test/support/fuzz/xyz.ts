import type { Structure } from '@crystal-fourier/data';
import { atomicNumber } from '@crystal-fourier/data';
import { mistyped } from './cifBreaks.ts';
import type { Break, FuzzFormat } from './fuzzFormat.ts';
import type { KnownCrystal } from './knownCrystal.ts';
import { isCrowded } from './readings.ts';
import type { RandomGeometry } from '../randomGeometry.ts';

/** What a frame of extended XYZ says. */
interface StatedXyz {
  readonly count: number;
  readonly lattice: readonly string[];
  readonly pbc: string | undefined;
  readonly properties: string;
  /** Words of each atom. */
  readonly rows: readonly (readonly string[])[];
  readonly hasNumbers: boolean;
}

function state({ structure }: KnownCrystal, random: RandomGeometry): StatedXyz {
  const hasNumbers = random.next() < 0.6;
  return {
    count: structure.sites.length,
    lattice: structure.lattice.flat().map((x) => x.toFixed(8)),
    pbc: random.next() < 0.5 ? 'T T T' : undefined,
    properties: `species:S:1:pos:R:3${hasNumbers ? ':Z:I:1' : ''}`,
    rows: structure.sites.map(({ species }, i) => [
      species[0]!.element,
      ...structure.cartesian(i).map((x) => x.toFixed(8)),
      ...(hasNumbers ? [String(atomicNumber(species[0]!.element))] : []),
    ]),
    hasNumbers,
  };
}

const text = ({ count, lattice, pbc, properties, rows }: StatedXyz): string =>
  [
    String(count),
    `Lattice="${lattice.join(' ')}" Properties=${properties}${pbc === undefined ? '' : ` pbc="${pbc}"`}`,
    ...rows.map((row) => row.join(' ')),
    '',
  ].join('\n');

const atRow = (
  stated: StatedXyz,
  random: RandomGeometry,
  change: (row: readonly string[]) => readonly string[],
): StatedXyz => {
  const i = random.integer(0, stated.rows.length - 1);
  return { ...stated, rows: stated.rows.with(i, change(stated.rows[i]!)) };
};

const breaks: Readonly<Record<string, Break<StatedXyz>>> = {
  'count wrong': (stated, _, random) => {
    const count = stated.count + random.pick([-1, 1, 2, -2]);
    return count < 1 ? undefined : { ...stated, count };
  },
  'row missing': (stated, _, random) =>
    stated.rows.length < 2
      ? undefined
      : { ...stated, rows: stated.rows.toSpliced(random.integer(0, stated.rows.length - 1), 1) },
  'row too many': (stated) => ({ ...stated, rows: [...stated.rows, stated.rows[0]!] }),
  'symbol wrong': (stated, _, random) => atRow(stated, random, (row) => row.with(0, 'Xe')),
  'number wrong': (stated, _, random) =>
    stated.hasNumbers ? atRow(stated, random, (row) => row.with(4, '54')) : undefined,
  'columns in another order': (stated) => ({
    ...stated,
    properties: stated.properties.replace('species:S:1:pos:R:3', 'pos:R:3:species:S:1'),
  }),
  'column not described': (stated) =>
    stated.hasNumbers ? { ...stated, properties: 'species:S:1:pos:R:3' } : undefined,
  'column described that is not there': (stated) => ({ ...stated, properties: `${stated.properties}:forces:R:3` }),
  'lattice of eight numbers': (stated) => ({ ...stated, lattice: stated.lattice.slice(0, 8) }),
  'lattice transposed': (stated) => {
    const lattice = [0, 3, 6, 1, 4, 7, 2, 5, 8].map((i) => stated.lattice[i]!);
    return lattice.join() === stated.lattice.join() ? undefined : { ...stated, lattice };
  },
  'lattice mistyped': (stated, _, random) => {
    const i = random.integer(0, 8);
    const made = Math.abs(Number(stated.lattice[i])) < 0.5 ? undefined : mistyped(stated.lattice[i]!, random);
    return made === undefined ? undefined : { ...stated, lattice: stated.lattice.with(i, made) };
  },
  'not periodic': (stated) => ({ ...stated, pbc: 'T T F' }),
  'coordinate missing': (stated, _, random) => atRow(stated, random, (row) => row.toSpliced(3, 1)),
  'decimal point lost': (stated, _, random) =>
    atRow(stated, random, (row) =>
      row.map((word, i) => (i === 1 && Math.abs(Number(word)) > 0.01 ? word.replace('.', '') : word)),
    ),
};

/** What a frame states against the structure that was read from it. */
function against({ count, rows, properties, lattice, pbc }: StatedXyz, read: Structure): string[] {
  const width = properties.split(':').reduce((sum, part, i) => sum + (i % 3 === 2 ? Number(part) : 0), 0);
  const isNumber = (word: string | undefined): boolean => word !== undefined && /^-?\d+\.\d+$/.test(word);
  return [
    ...(count === rows.length ? [] : ['the number of atoms']),
    ...(rows.every((row) => row.length >= width) ? [] : ['columns']),
    ...(rows.every((row) => row.slice(1, 4).every(isNumber)) ? [] : ['coordinates']),
    ...(properties.startsWith('species') ? [] : ['order of columns']),
    ...(rows.every(
      (row) => row[4] === undefined || !properties.includes(':Z:') || atomicNumber(row[0]!) === Number(row[4]),
    )
      ? []
      : ['atomic numbers']),
    ...(lattice.length === 9 ? [] : ['lattice']),
    ...(pbc === undefined || pbc === 'T T T' ? [] : ['periodicity']),
    ...(isCrowded(read) ? ['distances'] : []),
  ];
}

/** Extended XYZ: with atomic numbers beside the symbols or without. */
export const XYZ: FuzzFormat<StatedXyz> = {
  name: 'xyz',
  isOrdered: true,
  state,
  text,
  breaks,
  verdict: (stated, read) => {
    const words = against(stated, read);
    return { isOnly: words.length === 0, words };
  },
};
