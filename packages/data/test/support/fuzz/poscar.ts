import type { Structure } from '@crystal-fourier/data';
import { mistyped } from './cifBreaks.ts';
import type { Break, FuzzFormat } from './fuzzFormat.ts';
import type { KnownCrystal } from './knownCrystal.ts';
import { isCrowded } from './readings.ts';
import type { RandomGeometry } from '../randomGeometry.ts';

interface PoscarRow {
  readonly position: readonly string[];
  readonly flags: readonly string[];
  /** Behind the coordinates. */
  readonly symbol: string | undefined;
}

/** What a POSCAR says. */
interface StatedPoscar {
  readonly comment: string;
  readonly scale: string;
  readonly lattice: readonly (readonly string[])[];
  readonly names: readonly string[];
  readonly counts: readonly number[];
  readonly selective: boolean;
  readonly kind: 'Direct' | 'Cartesian';
  readonly rows: readonly PoscarRow[];
}

function state({ structure }: KnownCrystal, random: RandomGeometry): StatedPoscar {
  const names = [...new Set(structure.sites.map(({ species }) => species[0]!.element))];
  const [isDirect, selective, hasSymbols] = [random.next() < 0.6, random.next() < 0.3, random.next() < 0.6];
  const sites = names.flatMap((name) =>
    structure.sites.flatMap((site, i) => (site.species[0]!.element === name ? { site, i } : [])),
  );
  const scale = random.next() < 0.7 ? 1 : random.next() < 0.5 ? 2 : -structure.volume;
  const factor = scale > 0 ? scale : 1;
  return {
    comment: random.pick(['made by hand', structure.formula, 'POSCAR']),
    scale: scale.toFixed(6),
    lattice: structure.lattice.map((row) => row.map((x) => (x / factor).toFixed(8))),
    names,
    counts: names.map((name) => sites.filter(({ site }) => site.species[0]!.element === name).length),
    selective,
    kind: isDirect ? 'Direct' : 'Cartesian',
    rows: sites.map(({ site, i }) => ({
      position: (isDirect ? site.position : structure.cartesian(i).map((x) => x / factor)).map((x) => x.toFixed(8)),
      flags: selective ? [0, 1, 2].map(() => random.pick(['T', 'F'])) : [],
      symbol: hasSymbols ? site.species[0]!.element : undefined,
    })),
  };
}

const text = ({ comment, scale, lattice, names, counts, selective, kind, rows }: StatedPoscar): string =>
  [
    comment,
    scale,
    ...lattice.map((row) => row.join(' ')),
    ...(names.length > 0 ? [names.join(' ')] : []),
    counts.join(' '),
    ...(selective ? ['Selective dynamics'] : []),
    kind,
    ...rows.map(({ position, flags, symbol }) =>
      [...position, ...flags, ...(symbol === undefined ? [] : [symbol])].join(' '),
    ),
    '',
  ].join('\n');

const atRow = (
  stated: StatedPoscar,
  random: RandomGeometry,
  change: (row: PoscarRow) => PoscarRow | undefined,
): StatedPoscar | undefined => {
  const i = random.integer(0, stated.rows.length - 1);
  const changed = change(stated.rows[i]!);
  return changed === undefined ? undefined : { ...stated, rows: stated.rows.with(i, changed) };
};

const breaks: Readonly<Record<string, Break<StatedPoscar>>> = {
  'count wrong': (stated, _, random) => {
    const i = random.integer(0, stated.counts.length - 1);
    const count = Math.max(0, stated.counts[i]! + random.pick([-1, 1, 2]));
    return count === stated.counts[i] ? undefined : { ...stated, counts: stated.counts.with(i, count) };
  },
  'counts exchanged': (stated) => {
    const counts = stated.counts.toReversed();
    return counts.join() === stated.counts.join() ? undefined : { ...stated, counts };
  },
  'names exchanged': (stated) =>
    stated.names.length < 2 ? undefined : { ...stated, names: stated.names.toReversed() },
  'name missing': (stated, _, random) =>
    stated.names.length < 2
      ? undefined
      : { ...stated, names: stated.names.toSpliced(random.integer(0, stated.names.length - 1), 1) },
  'name too many': (stated) => ({ ...stated, names: [...stated.names, 'Xe'] }),
  'line of names missing': (stated) => ({ ...stated, names: [] }),
  'name of another element': (stated, _, random) => ({
    ...stated,
    names: stated.names.with(random.integer(0, stated.names.length - 1), 'Xe'),
  }),
  'row missing': (stated, _, random) =>
    stated.rows.length < 2
      ? undefined
      : { ...stated, rows: stated.rows.toSpliced(random.integer(0, stated.rows.length - 1), 1) },
  'row too many': (stated) => ({ ...stated, rows: [...stated.rows, stated.rows[0]!] }),
  'symbol of a row wrong': (stated, _, random) =>
    atRow(stated, random, (row) => (row.symbol === undefined ? undefined : { ...row, symbol: 'Xe' })),
  'flag missing': (stated, _, random) =>
    atRow(stated, random, (row) => (row.flags.length === 0 ? undefined : { ...row, flags: row.flags.slice(0, 2) })),
  'line of selective dynamics missing': (stated) => (stated.selective ? { ...stated, selective: false } : undefined),
  'selective dynamics without flags': (stated) => (stated.selective ? undefined : { ...stated, selective: true }),
  'direct for Cartesian': (stated) => ({ ...stated, kind: stated.kind === 'Direct' ? 'Cartesian' : 'Direct' }),
  'scale wrong': (stated, _, random) => ({ ...stated, scale: random.pick(['0', '0.5', '-100', '3']) }),
  'lattice vector missing': (stated) => ({ ...stated, lattice: stated.lattice.slice(0, 2) }),
  'lattice mistyped': (stated, _, random) => {
    const [i, j] = [random.integer(0, 2), random.integer(0, 2)];
    const made = Math.abs(Number(stated.lattice[i]![j])) < 0.5 ? undefined : mistyped(stated.lattice[i]![j]!, random);
    return made === undefined
      ? undefined
      : { ...stated, lattice: stated.lattice.with(i, stated.lattice[i]!.with(j, made)) };
  },
  'coordinate missing': (stated, _, random) =>
    atRow(stated, random, (row) => ({ ...row, position: row.position.slice(0, 2) })),
  'decimal point lost': (stated, _, random) =>
    atRow(stated, random, (row) => {
      const i = row.position.findIndex((x) => Math.abs(Number(x)) > 0.01);
      return i < 0 ? undefined : { ...row, position: row.position.with(i, row.position[i]!.replace('.', '')) };
    }),
};

/** What a POSCAR states against the structure that was read from it. */
function against({ names, counts, selective, rows, lattice, scale }: StatedPoscar, read: Structure): string[] {
  const owners = counts.flatMap((count, i) => Array<string | undefined>(count).fill(names[i]));
  return [
    ...(names.length === counts.length ? [] : ['as many names as counts']),
    ...(owners.length === rows.length ? [] : ['as many rows as the counts add up to']),
    ...(rows.every(({ symbol }, i) => symbol === undefined || symbol === owners[i])
      ? []
      : ['symbols behind coordinates']),
    ...(rows.every(({ flags }) => flags.length === (selective ? 3 : 0)) ? [] : ['flags']),
    ...(rows.every(({ position }) => position.length === 3 && position.every((x) => x.includes('.')))
      ? []
      : ['coordinates']),
    ...(lattice.length === 3 && Number(scale) !== 0 ? [] : ['lattice']),
    ...(isCrowded(read) ? ['distances'] : []),
  ];
}

/** POSCAR: with symbols behind the coordinates or without, scaled or not, with or without flags. */
export const POSCAR: FuzzFormat<StatedPoscar> = {
  name: 'poscar',
  isOrdered: true,
  state,
  text,
  breaks,
  verdict: (stated, read) => {
    const words = against(stated, read);
    return { isOnly: words.length === 0, words };
  },
};
