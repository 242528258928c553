// Writes packages/spacegroups/src/tables/asymmetricUnits.ts from the dump in sources/.
// Run: pnpm exec tsx tools/tables/generateAsymmetricUnits.ts
import { gzipSync } from 'node:zlib';
import { definitionOfRow, generatorsOf, operationsOf } from '../../packages/spacegroups/src/settings/definition.ts';
import {
  exactSide,
  type HalfSpace,
  holds,
  parseHalfSpaces,
} from '../../packages/spacegroups/src/positions/halfSpace.ts';
import { polytope } from '../../packages/spacegroups/src/positions/polytope.ts';
import { referenceRow } from '../../packages/spacegroups/src/settings/settingTable.ts';
import type { SymOp } from '../../packages/spacegroups/src/operations/symOp.ts';
import { check, loadRows, writeTable } from './tableFile.ts';

type Facet = [normal: [number, number, number], constant: number | string, inclusive: 0 | 1, condition: Node | null];
type Node = Facet | ['&' | '|', Node, Node];
type Row = [number: number, printed: string[], xyz: string[], facets: Facet[]];

/** The notation of parseHalfSpaces, all parentheses closed. */
function encode(node: Node, parent = ''): string {
  if (typeof node[0] === 'string') {
    const [sign, a, b] = node as ['&' | '|', Node, Node];
    if (parent !== '' && parent !== sign)
      throw new Error('a mixture of & and | needs parentheses, which the notation has not');
    return `${encode(a, sign)}${sign}${encode(b, sign)}`;
  }
  const [normal, constant, inclusive, condition] = node as Facet;
  const [n, d] = String(constant).split('/').map(Number) as [number, number?];
  const units = (24 * n) / (d ?? 1);
  if (!Number.isInteger(units)) throw new Error(`the constant ${constant} is no multiple of 1/24`);
  let text = '';
  [...normal, units].forEach((c, i) => {
    if (c === 0) return;
    if (i === 3) text += c.toString(36);
    else if (Math.abs(c) <= 2) text += (Math.abs(c) === 2 ? '2' : '') + (c < 0 ? 'XYZ' : 'xyz')[i];
    else throw new Error(`the coefficient ${c} has no notation`);
  });
  return condition === null ? `${inclusive ? '' : '!'}${text}` : `${text}(${encode(condition)})`;
}

/**
 * Number of orbits of the grid with `n` points per axis that have not exactly one point inside. Exhaustive: every grid point
 * inside is found in the box of the vertices, and marks its orbit.
 */
function violations(faces: readonly HalfSpace[], operations: readonly SymOp[], n: number): number {
  const { vertices } = polytope(faces);
  const [xs, ys, zs] = [0, 1, 2].map((i) => {
    const values = vertices.map((v) => (v[i]![0] * n) / v[i]![1]);
    const low = Math.ceil(Math.min(...values));
    return Array.from({ length: Math.floor(Math.max(...values)) - low + 1 }, (_, k) => low + k);
  }) as [number[], number[], number[]];
  const mod = (c: number): number => ((c % n) + n) % n;
  const orbitOf = new Int32Array(n ** 3).fill(-1);
  let count = 0;
  const inside: number[] = [];
  for (const x of xs) {
    for (const y of ys) {
      for (const z of zs) {
        const side = exactSide([
          [x, n],
          [y, n],
          [z, n],
        ]);
        if (!faces.every((f) => holds(f, side))) continue;
        const at = (mod(x) * n + mod(y)) * n + mod(z);
        inside.push(at);
        if (orbitOf[at] !== -1) continue;
        for (const { rot: r, trans: t } of operations) {
          const u = mod(r[0] * x + r[1] * y + r[2] * z + (t[0] * n) / 24);
          const v = mod(r[3] * x + r[4] * y + r[5] * z + (t[1] * n) / 24);
          const w = mod(r[6] * x + r[7] * y + r[8] * z + (t[2] * n) / 24);
          orbitOf[(u * n + v) * n + w] = count;
        }
        count++;
      }
    }
  }
  const twice = inside.length - count;
  const never = orbitOf.filter((orbit) => orbit === -1).length;
  return twice + never;
}

const lines = loadRows<Row>('asu-cctbx').map(([number, , , facets]) => {
  const text = facets.map((f) => encode(f).replace(/\)+$/, '')).join(';');
  const faces = parseHalfSpaces(text);
  const operations = operationsOf(generatorsOf(definitionOfRow(referenceRow(number))));
  const [n, d] = polytope(faces).volume;
  check(n === 1 && d === operations.length, `${number}: volume ${n}/${d} is not 1/${operations.length}`);
  for (const grid of process.argv.includes('--quick') ? [24] : [24, 48]) {
    const bad = violations(faces, operations, grid);
    check(bad === 0, `${number}: ${bad} points of the grid of 1/${grid} break the law of one image inside`);
  }
  return text;
});
check(lines.length === 230, `${lines.length} groups, not 230`);
const table = lines.join('\n');
writeTable('spacegroups/src/tables/asymmetricUnits.ts', {
  script: 'generateAsymmetricUnits.ts',
  comment: ['One line per group (reference setting), one half-space per face: see parseHalfSpaces.'],
  constant: 'ASYMMETRIC_UNITS',
  text: table,
});
console.log(`${table.length} characters, ${gzipSync(table).length} bytes with gzip`);
