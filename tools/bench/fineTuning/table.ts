import { mean } from '../statistics.mjs';
import type { Measurements } from './results.js';
import { SETS } from './data.js';
import type { Way } from './learning.js';

const HEADS: Readonly<Record<Way, string>> = {
  trees: 'trees',
  random: 'random weights',
  all: 'source, all layers',
  'last-block': 'source, last block and heads',
  heads: 'source, heads alone',
};

/** What was measured as a table: mean absolute errors; of several seeds their mean and standard deviation. */
export function tableOf({ source, results }: Measurements): string {
  const ways = (Object.keys(HEADS) as Way[]).filter((way) => results.some((one) => one.way === way));
  const rows = SETS.flatMap((set) =>
    set.targets.flatMap((target) =>
      [100, 300, 1000].flatMap((size) => {
        const own = results.filter((one) => one.set === set.name && one.size === size);
        if (own.length === 0) return [];
        const listOf = (way: Way): number[] =>
          own.filter((one) => one.way === way).map(({ errors }) => errors[target]!);
        const [random, all] = [listOf('random'), listOf('all')];
        const gain =
          random.length === 0 || all.length === 0 ? '' : `${Math.round(100 * (1 - mean(all) / mean(random)))} %`;
        return [[`${set.name}: ${target}, ${set.unit}`, String(size), ...ways.map((way) => cell(listOf(way))), gain]];
      }),
    ),
  );
  const head = ['set', 'records', ...ways.map((way) => HEADS[way]), 'all layers: less error than from random weights'];
  return [
    `Source: ${source.about} (SHA-256 ${source.sha256.slice(0, 12)}…).`,
    '',
    `| ${head.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(head.length - 1)}`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n');
}

function cell(list: readonly number[]): string {
  if (list.length === 0) return '';
  const digits = mean(list) > 1 ? 2 : 4;
  const spread = Math.sqrt(list.reduce((sum, x) => sum + (x - mean(list)) ** 2, 0) / Math.max(1, list.length - 1));
  return `${mean(list).toFixed(digits)}${list.length > 1 ? ` ± ${spread.toFixed(digits)}` : ''}`;
}
