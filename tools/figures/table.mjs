import { deriveConstraints, frequencySet } from '@crystal-fourier/fourier-basis';
import { spaceGroup } from '@crystal-fourier/spacegroups/core';

const radius = 6;
const [begin, end] = ['<!-- table: begin -->', '<!-- table: end -->'];

/** The README with a row for each group between its markers. */
export function survivingShare(/** @type {string} */ readme) {
  const rows = [
    ['No.', 'group', 'frequencies', 'stars', 'consistent', 'absent', 'of these by centring', 'share that survives'],
  ];
  for (let number = 1; number <= 230; number++) {
    const group = spaceGroup(number);
    const set = frequencySet(group, { radius });
    const constraints = deriveConstraints(group, set);
    const centring = group.centring.vectors;
    const absent = Array.from(constraints.absent);
    const byCentring = absent.filter((i) => {
      const [h = 0, k = 0, l = 0] = set.at(i);
      return centring.some(([x, y, z]) => (h * x + k * y + l * z) % 24 !== 0);
    });
    const share = `${((100 * (set.count - absent.length)) / set.count).toFixed(1)} %`;
    const counts = [set.count, constraints.starCount, constraints.consistentCount, absent.length, byCentring.length];
    rows.push([String(number), group.setting.hmExtended, ...counts.map(String), share]);
  }
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const left = 1;
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, i) => (i === left ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (i === left ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  const table = [line(head), rule, ...body.map(line)].join('\n');
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the README needs the markers ${begin} and ${end}`);
  return `${readme.slice(0, from + begin.length)}\n\n${table}\n\n${readme.slice(to)}`;
}
