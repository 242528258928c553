// Writes packages/spacegroups/src/tables/settings.ts from the dumps in sources/.
// Run: pnpm exec tsx tools/tables/generateSettings.ts
import { ChangeOfBasis } from '../../packages/spacegroups/src/operations/changeOfBasis.ts';
import { closure, composeInOrder, withCentring } from '../../packages/spacegroups/src/operations/generate.ts';
import { parseHall } from '../../packages/spacegroups/src/operations/hall.ts';
import { parseXyz } from '../../packages/spacegroups/src/operations/parseXyz.ts';
import { writeHall } from '../../packages/spacegroups/src/operations/hallSymbol.ts';
import { selectedGenerators } from '../../packages/spacegroups/src/settings/selectedGenerators.ts';
import { type Fields, readLine, shortened } from '../../packages/spacegroups/src/settings/settingTable.ts';
import { SymOp } from '../../packages/spacegroups/src/operations/symOp.ts';
import type { Fraction } from '../../packages/math3/src/index.ts';
import { parseTriplet } from '../../packages/spacegroups/src/algebra/triplet.ts';
import { check, loadRows, writeTable } from './tableFile.ts';

type Row = (string | number | null)[];

// Any element of the normalizer may be put before a change of basis. gemmi and cctbx made another choice than spglib and moyo in
// these settings (by Hall number): with the choice below, Wyckoff letters carried over from the reference setting are spglib's and moyo's.
const LIKE_SPGLIB: Readonly<Record<number, string>> = {
  65: 'x,y,x+z',
  68: 'x+z,x,y',
  71: 'y,x+z,x',
  73: 'x+z,y,z',
  76: 'z,x+z,y',
  79: 'y,z,x+z',
  92: 'x+z+1/2,y,-x',
  93: 'z+1/2,y,-x',
  94: 'x+z+1/2,y+1/2,z',
  95: 'x,y,-x+z+1/2',
  98: '-x,x+z+1/2,y',
  99: '-x,z+1/2,y',
  101: '-x+z+1/2,x,y',
  104: 'y,-x,x+z+1/2',
  105: 'y,-x,z+1/2',
  107: 'y,-x+z+1/2,x',
  317: 'y+1/2,-x+1/2,z',
  324: 'y-1/4,-x,z+3/4',
  325: 'y,-x,z+1/2',
  328: 'z+3/4,y-1/4,-x',
  329: 'z+1/2,y,-x',
  332: '-x,z+3/4,y-1/4',
  333: '-x,z+1/2,y',
  342: 'y+1/2,-x,z+1/2',
  344: 'y+1/2,-x,z',
  346: 'z,y+1/2,-x',
  348: '-x,z,y+1/2',
  416: 'x+1/4,y+3/4,z+1/4',
  420: 'x-1/4,y+1/4,z+3/4',
  422: 'x-1/4,y+1/4,z+1/4',
  426: 'x-1/2,y+1/4,z+5/8',
  495: 'x+1/4,y+1/4,z+1/4',
};

const [spglib, gemmi, moyo, cctbx, basis, basisCctbx] = [
  'settings-spglib',
  'settings-gemmi',
  'settings-moyo',
  'settings-cctbx',
  'change-of-basis-gemmi',
  'change-of-basis-cctbx',
].map((name) => loadRows<Row>(name)) as [Row[], Row[], Row[], Row[], Row[], Row[]];
// Both list the general position as the International Tables do; the second one with exceptions that are known.
const ita = loadRows<Row>('operations-ase');
const ccp4 = loadRows<Row>('operations-molstar');
// CCP4 lists these in another order, and the first origin of the groups that have two.
const CCP4_OTHER_ORDER = new Set([
  10, 12, 14, 23, 111, 112, 113, 114, 116, 117, 118, 119, 120, 121, 122, 191, 192, 193, 194,
]);
const TWO_ORIGINS = new Set([
  48, 50, 59, 68, 70, 85, 86, 88, 125, 126, 129, 130, 133, 134, 137, 138, 141, 142, 201, 203, 222, 224, 227, 228,
]);

const plain = (hm: string): string => hm.replaceAll('_', '');
// The two spellings of Hall symbols in use: implied against explicit axes. Equal groups, so compare operations.
const fullGroup = (hall: string): SymOp[] => {
  const { generators, centring } = parseHall(hall);
  return closure([...centring.map((t) => SymOp.identity.translated(t)), ...generators]);
};
const keys = (ops: SymOp[]): string =>
  ops
    .map((op) => String(op.key))
    .sort()
    .join();

const reference: Record<number, number> = {};
basis.forEach((row, i) => row[1] === 'x,y,z' && (reference[spglib[i]?.[1] as number] = i));
const groups: Fields[][] = [];
for (let i = 0; i < 530; i++) {
  const [, number, qualifier] = spglib[i] as [number, number, string];
  // Three of the four sources spell the symbols of International Tables B alike; spglib spells 57 of them differently.
  const hall = gemmi[i]?.[3] as string;
  const at = `setting ${i + 1} (${hall})`;
  for (const [name, rows] of [
    ['spglib', spglib],
    ['moyo', moyo],
    ['cctbx', cctbx],
  ] as const) {
    check(rows[i]?.[1] === number, `${at}: number ${String(rows[i]?.[1])} in ${name}`);
    check(keys(fullGroup(rows[i]?.[3] as string)) === keys(fullGroup(hall)), `${at}: other operations in ${name}`);
  }
  check(moyo[i]?.[2] === qualifier, `${at}: qualifier ${String(moyo[i]?.[2])} in moyo`);
  const hm = gemmi[i]?.[6] as string;
  check(hm === cctbx[i]?.[5], `${at}: H-M ${String(cctbx[i]?.[5])} in cctbx, ${hm} in gemmi`);
  const full = plain(moyo[i]?.[6] as string);
  check(
    full === plain(spglib[i]?.[6] as string),
    `${at}: full H-M ${String(spglib[i]?.[6])} in spglib, ${full} in moyo`,
  );
  let from = basis[i]?.[1] as string;
  check(from === basisCctbx[i]?.[1], `${at}: change of basis ${String(basisCctbx[i]?.[1])} in cctbx, ${from} in gemmi`);
  const aligned = LIKE_SPGLIB[i + 1];
  if (aligned !== undefined) {
    const parse = (text: string): ChangeOfBasis => {
      const rows = parseTriplet(text, 'xyz', 'bad-basis');
      return ChangeOfBasis.of(
        rows.flatMap((r) => r.slice(0, 3)),
        rows.map((r) => r[3] ?? 0),
      );
    };
    // Coordinates x = V x_ref: conjugating with the inverse of (V, v) must give the same group.
    const conjugated = (text: string): string =>
      keys(
        fullGroup(gemmi[reference[number] as number]?.[3] as string).map((op) =>
          parse(text).inverse().conjugate(op).reduced(),
        ),
      );
    check(conjugated(aligned) === conjugated(from), `${at}: ${aligned} leads to other operations than ${from}`);
    from = aligned;
  }
  if (from === 'x,y,z') from = '';
  const isReference = from === '';
  let representatives = '';
  if (isReference) {
    const group = fullGroup(hall);
    const { centring } = parseHall(hall);
    const listed = String(ita[number - 1]?.[1])
      .split(' ')
      .map((t) => parseXyz(t).reduced());
    check(keys(listed) === keys(group), `${at}: other operations in the International Tables list`);
    const generators = selectedGenerators(number).map(({ rotation }) => {
      const choices = group.filter((op) => op.rotation === rotation).sort((a, b) => opSort(a, b));
      const wanted = listed.slice(0, listed.length / centring.length).find((op) => op.rotation === rotation) as SymOp;
      const which = choices.findIndex((op) => op.equals(wanted));
      representatives += String(which);
      return wanted;
    });
    const made = withCentring(composeInOrder(generators), centring).map((op) => op.toXyz());
    check(
      made.join(' ') === listed.map((op) => op.toXyz()).join(' '),
      `${at}: order or representatives differ from the International Tables list`,
    );
    if (!CCP4_OTHER_ORDER.has(number) && !TWO_ORIGINS.has(number)) {
      const theirs = String(ccp4[number - 1]?.[1])
        .split(' ')
        .map((t) => parseXyz(t).reduced().toXyz());
      check(made.join(' ') === theirs.join(' '), `${at}: order or representatives differ from CCP4's list`);
    }
    if (/^0*$/.test(representatives)) representatives = '';
  }
  const isWritten = number > 2 && number < 75 && !isReference;
  if (isWritten) {
    const written = writeHall(fullGroup(hall), number, hm[0] as string);
    check(written === hall, `${at}: the Hall symbol is derived as ${written}`);
  }
  (groups[number - 1] ??= []).push({
    qualifier,
    hall: isWritten ? '' : hall,
    hm,
    full,
    fromReference: formsOf(from),
    representatives,
  });
}

/** Coordinates in the notation of readForm. */
function formsOf(xyz: string): string {
  if (xyz === '') return '';
  const forms = parseTriplet(xyz, 'xyz', 'bad-basis').map((row) => {
    const letters = row.slice(0, 3).map(([n, d], i) => {
      if (d !== 1 || Math.abs(n) > 2) throw new Error(`${xyz}: coefficient ${n}/${d}`);
      return n === 0 ? '' : (Math.abs(n) === 2 ? '2' : '') + (n < 0 ? 'XYZ' : 'xyz')[i];
    });
    const [n, d] = row[3] as Fraction;
    return letters.join('') + (n === 0 ? '' : ((24 * n) / d).toString(36));
  });
  return forms.join(',');
}

/** The line of a group: of each row what readLine does not derive. */
function lineOf(rows: readonly Fields[], number: number): string {
  const monoclinic = number > 2 && number < 16;
  const encode = (row: Fields, isDerived: boolean): string => {
    const { qualifier, hall, hm, full, fromReference, representatives } = row;
    const own = (symbol: string): string => (hall === '' ? symbol : symbol.slice(2));
    if (isPermuted(row)) return isDerived ? (monoclinic ? '' : qualifier) : `${qualifier}|||${fromReference}`;
    if (fromReference !== '' && !monoclinic) return `${qualifier}|${hall}||${fromReference}`;
    const traditional = hm === (monoclinic ? full : shortened(full, number)) ? '' : own(hm);
    return [qualifier, hall, own(full), fromReference, representatives, traditional].join('|').replace(/\|+$/, '');
  };
  const isPermuted = ({ qualifier }: Fields): boolean =>
    monoclinic ? !qualifier.includes('b') : /^[12]?-?[abc]/.test(qualifier);
  const line = (isDerived: readonly boolean[]): string =>
    rows
      .map((row, i) => encode(row, isDerived[i] as boolean))
      .filter((text) => text !== '')
      .join(';');
  // Permuted axes need their change only where another one than the permutation is wanted.
  const derived = readLine(line(rows.map(() => true)), number);
  const made = line(rows.map((row, i) => derived[i]?.fromReference === row.fromReference));
  const sorted = (row: Fields): string => JSON.stringify(Object.entries(row).sort());
  const read = readLine(made, number);
  rows.forEach((row, i) => {
    const found = read[i] === undefined ? '' : sorted(read[i]);
    check(found === sorted(row), `group ${number}: ${sorted(row)} is read back as ${found}`);
  });
  check(read.length === rows.length, `group ${number}: ${read.length} settings are read back, not ${rows.length}`);
  return made;
}
function opSort(a: SymOp, b: SymOp): number {
  return a.trans[0] - b.trans[0] || a.trans[1] - b.trans[1] || a.trans[2] - b.trans[2];
}
const text = groups.map((rows, i) => lineOf(rows, i + 1)).join('\n');
writeTable('spacegroups/src/tables/settings.ts', {
  script: 'generateSettings.ts',
  comment: [
    'One line per group, one row per setting: qualifier | Hall | full H-M | x of x in the reference setting |',
    'representatives of the selected generators | H-M if it is not the shortened full one. See settingTable.ts for what is left out.',
  ],
  constant: 'SETTING_ROWS',
  text,
});
