// The table of minerals in docs/diffraction.md: our powder patterns beside those of three programs.
import { readFileSync } from 'node:fs';
import { initMoyo, readCif, standardize } from '@crystal-fourier/data';
import { powderPattern } from '@crystal-fourier/data/diffraction';

/** @typedef {readonly [d: number, multiplicity: number, ...relative: number[]]} Row */
/** @typedef {import('@crystal-fourier/data/diffraction').PowderOptions} PowderOptions */

const [begin, end] = ['<!-- minerals: begin -->', '<!-- minerals: end -->'];
const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** @type {readonly (readonly [name: string, column: number, options: PowderOptions])[]} */
const programs = [
  ['gemmi', 2, { dispersion: false }],
  ['cctbx', 3, { dispersion: false }],
  ['cctbx, dispersion', 4, {}],
  ['cctbx, neutrons', 5, { radiation: { kind: 'neutron', wavelength: 1.5405929 } }],
  ['pymatgen', 6, { dispersion: false }],
];

/** The largest difference of a line from ours, where the strongest has 100; weaker ones than 0.02 are not in the list. */
function largestDifference(
  /** @type {readonly import('@crystal-fourier/data/diffraction').PowderLine[]} */ lines,
  /** @type {readonly Row[]} */ expected,
  /** @type {number} */ column,
) {
  const left = new Set(lines);
  const differences = expected.map((row) => {
    const own = lines.filter(({ d }) => Math.abs(d - row[0]) < 2e-5 * d);
    for (const line of own) left.delete(line);
    return Math.abs(own.reduce((sum, { relative }) => sum + relative, 0) - (row[column] ?? 0));
  });
  const missing = [...left].map(({ relative }) => relative).filter((relative) => relative > 0.021);
  return Math.max(...differences, ...missing);
}

/** The page with a row for each mineral between its markers. */
async function withMinerals(/** @type {string} */ page) {
  await initMoyo();
  const { rows } = /** @type {{ rows: readonly (readonly [string, readonly Row[]])[] }} */ (
    JSON.parse(read('tools/tables/sources/powder.json'))
  );
  const results = readCif(read('packages/data/test/minerals.cif'));
  const body = rows.map(([mineral, expected], i) => {
    const structure = /** @type {(typeof results)[number]} */ (results[i]).structure;
    const crystal = standardize(structure);
    const differences = programs.map(([, column, options]) => {
      const pattern = powderPattern(crystal, { radiation: 'Cu Kα1', twoTheta: [5, 90], ...options });
      const difference = largestDifference(pattern.lines, expected, column);
      return difference < 0.001 ? '< 0.001' : difference.toFixed(3);
    });
    const group = `${crystal.group.setting.hmExtended} (${crystal.group.number})`;
    return [mineral, structure.reducedFormula, group, String(expected.length), ...differences];
  });
  const head = ['mineral', 'formula', 'group', 'lines', ...programs.map(([name]) => name)];
  const table = [head, head.map((_, i) => (i < 3 ? '---' : '---:')), ...body].map((row) => `| ${row.join(' | ')} |`);
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/diffraction.md needs the markers ${begin} and ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${aligned(table)}\n\n${page.slice(to)}`;
}

/** Columns of equal width, as the formatter of the repository has them. */
function aligned(/** @type {readonly string[]} */ lines) {
  const rows = lines.map((line) => line.slice(2, -2).split(' | '));
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => [...(row[c] ?? '')].length)));
  return rows
    .map((row, r) => {
      const cells = row.map((cell, c) => {
        const width = widths[c] ?? 0;
        if (r === 1) return c < 3 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`;
        const space = ' '.repeat(width - [...cell].length);
        return c < 3 ? cell + space : space + cell;
      });
      return `| ${cells.join(' | ')} |`;
    })
    .join('\n');
}

export const files = { 'docs/diffraction.md': withMinerals };
