// Writes the tables of packages/data/src/scattering/tables from sources/{form-factors-cctbx,neutron-lengths-cctbx,dispersion-gemmi}.json; run with tsx.
import { check, loadRows, writeTable } from './tableFile.ts';

type Row = readonly [label: string, ...numbers: number[]];
const script = 'generateScattering.ts';
const factors = loadRows<Row>('form-factors-cctbx');
const lengths = loadRows<Row>('neutron-lengths-cctbx');
const corrections = loadRows<Row>('dispersion-gemmi');

const symbols = factors.map(([label]) => label).filter((label) => /^[A-Z][a-z]?$/.test(label));
check(symbols.length === 98, `${symbols.length} neutral atoms have form factors, expected 98: H to Cf`);
for (const [label, ...numbers] of factors) {
  const [element = '', charge = 0] = [
    /^[A-Z][a-z]?/.exec(label)?.[0],
    ((text) => (text === '' ? 0 : Number(`${text.at(-1)}${text.slice(0, -1)}`)))(label.replace(/^[A-Z][a-z]?/, '')),
  ];
  const electrons = numbers.slice(0, 6).reduce((sum, value) => sum + value, 0);
  const expected = symbols.indexOf(element) + 1 - charge;
  // Fits are least exact for anions, which spread: the paper says so.
  check(Math.abs(electrons - expected) < 0.12, `${label}: f(0) = ${electrons}, expected ${expected}`);
}
check(lengths.length === 86, `${lengths.length} scattering lengths, expected 86`);
check(corrections.length === 92, `${corrections.length} elements have dispersion corrections, expected 92`);

const text = (rows: readonly Row[]): string => rows.map((row) => row.join(' ')).join('\n');
writeTable('data/src/scattering/tables/formFactors.ts', {
  script,
  comment: [
    'D. Waasmaier & A. Kirfel, Acta Cryst. A51, 416 (1995), from cctbx: label a1 a2 a3 a4 a5 c b1 b2 b3 b4 b5.',
    'f(s) = a1 exp(-b1 s²) + … + a5 exp(-b5 s²) + c, s = sin θ/λ in 1/Å.',
  ],
  constant: 'FORM_FACTORS',
  text: text(factors),
});
writeTable('data/src/scattering/tables/neutronLengths.ts', {
  script,
  comment: [
    "V. F. Sears, Neutron News 3(3), 26 (1992), from cctbx: symbol, b' and, where nuclei absorb, b'' of b' - ib'', fm.",
  ],
  constant: 'NEUTRON_LENGTHS',
  text: text(
    lengths.map(([symbol, real, absorption]) => (absorption === 0 ? [symbol, real!] : [symbol, real!, absorption!])),
  ),
});
writeTable('data/src/scattering/tables/dispersion.ts', {
  script,
  comment: [
    "Corrections f' and f'' of the form factor at Kα1 of Cr, Fe, Co, Cu, Mo and Ag, one line per element from Z = 1; from gemmi (Cromer & Liberman).",
  ],
  constant: 'DISPERSION',
  text: corrections.map(([, ...numbers]) => numbers.join(' ')).join('\n'),
});
