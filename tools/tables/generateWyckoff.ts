// Writes packages/spacegroups/src/tables/wyckoff.ts from the dumps in sources/.
// Run: pnpm exec tsx tools/tables/generateWyckoff.ts
import { spaceGroup } from '../../packages/spacegroups/src/core.ts';
import {
  fixing,
  type AffineSubspace,
  subspaceOfForms,
  imageOf,
  mapOf,
  parseSubspace,
} from '../../packages/spacegroups/src/operations/affineSubspace.ts';
import { readPoints } from '../../packages/spacegroups/src/algebra/linearForm.ts';
import { settings } from '../../packages/spacegroups/src/settings/settingChoice.ts';
import { orientationOf, siteSymbol } from '../../packages/spacegroups/src/positions/siteSymbol.ts';
import type { SymOp } from '../../packages/spacegroups/src/operations/symOp.ts';
import { check, loadRows, writeTable } from './tableFile.ts';

type Position = [letter: string, multiplicity: number, symmetry: string, operator: string, simplified: string];

type Row = [hallNumber: number, positions: Position[]];

const moyo = new Map(loadRows<Row>('wyckoff-moyo'));
const cctbx = new Map(loadRows<Row>('wyckoff-cctbx'));

/** Text that is equal for two flats exactly if they have the same points modulo lattice vectors. */
const canonical = (flat: AffineSubspace): string => mapOf(parseSubspace(mapOf(flat).toXyz())).toXyz();

/** Whether an operation of the group maps the flat `a` to `b`. */
const isEquivalent = (a: AffineSubspace, b: AffineSubspace, operations: readonly SymOp[]): boolean => {
  const wanted = canonical(b);
  return operations.some((op) => canonical(imageOf(a, op)) === wanted);
};

// No. 224: cctbx exchanges i and j. The International Tables have j at 1/2,y,-y and i at 1/2,y,y+1/2, as moyo.
const exchanged = (number: number, letter: string): string =>
  number === 224 && /[ij]/.test(letter) ? (letter === 'i' ? 'j' : 'i') : letter;

// Point groups as oriented symbols may write them.
const TURNED: Readonly<Record<string, string>> = { '2mm': 'mm2', m2m: 'mm2', '-4m2': '-42m', '-6m2': '-62m' };

/** The point group that an oriented symbol describes. */
function pointGroupOfSymbol(symbol: string): string {
  const plain = symbol.replaceAll('.', '');
  return TURNED[plain] ?? plain;
}

/** A triplet in the notation of readPoints. */
const encode = (text: string): string =>
  text
    .split(',')
    .map((coordinate) =>
      coordinate
        .replace(/(\d+)\/(\d+)/, (_, n: string, d: string) => ((24 * Number(n)) / Number(d)).toString(36))
        .replace(/-([xyz])/, (_, letter: string) => letter.toUpperCase()),
    )
    .join('');

let count = 0;
const lines = settings()
  .filter((s) => s.isReference)
  .map(({ number, index }) => {
    const group = spaceGroup(number);
    const orientation = orientationOf(group);
    const theirs = new Map(cctbx.get(number)?.map((p) => [exchanged(number, p[0].replace('@', 'A')), p]));
    const texts = (moyo.get((index as number) + 1) as Position[])
      .toReversed()
      .map(([letter, multiplicity, symmetry, text], i) => {
        const at = `${number} ${letter} (${text})`;
        check(letter === 'abcdefghijklmnopqrstuvwxyzA'[i], `${at}: letter out of order`);
        const flat = parseSubspace(text);
        check(mapOf(flat).toXyz() === text, `${at}: derived as ${mapOf(flat).toXyz()}`);
        const site = fixing(flat, group.operations);
        check(
          group.order === multiplicity * site.length,
          `${at}: multiplicity ${multiplicity}, ${site.length} operations fix it`,
        );
        const symbol = siteSymbol(site, orientation);
        check(symbol === symmetry, `${at}: site symmetry ${symmetry} in moyo, derived as ${symbol}`);
        const other = theirs.get(letter);
        check(other?.[1] === multiplicity, `${at}: multiplicity ${String(other?.[1])} in cctbx`);
        check(
          pointGroupOfSymbol(symbol) === pointGroupOfSymbol(other?.[2] ?? ''),
          `${at}: point group ${String(other?.[2])} in cctbx`,
        );
        check(
          other !== undefined && isEquivalent(flat, parseSubspace(other[4]), group.operations),
          `${at}: cctbx has ${String(other?.[4])}`,
        );
        count++;
        return text;
      });
    check(texts.length === theirs.size, `${number}: ${theirs.size} positions in cctbx`);
    check(texts.at(-1) === 'x,y,z', `${number}: the general position is not the last`);
    const special = texts.slice(0, -1);
    const stored = special.map(encode).join('');
    const read = readPoints(stored, 3).map((forms) => mapOf(subspaceOfForms(forms)).toXyz());
    check(read.join(';') === special.join(';'), `${number}: ${stored} is read back as ${read.join(';')}`);
    return stored;
  });
check(count === 1731, `${count} positions instead of 1731`);
writeTable('spacegroups/src/tables/wyckoff.ts', {
  script: 'generateWyckoff.ts',
  comment: ['One line per group: the special positions of the reference setting from letter a on; see readPoints.'],
  constant: 'WYCKOFF_ROWS',
  text: lines.join('\n'),
});
