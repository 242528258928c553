import { expect, test } from 'vitest';
import type { Console } from '../shell/console.js';
import type { PredictedStructure } from './rows.js';
import { tableSink } from './sinks.js';

test('a table on a terminal says the units that are known', async () => {
  const lines: string[] = [];
  const sink = tableSink({ print: (line = '') => void lines.push(line) } as Console, {
    targets: [
      { name: 'gap', log10: false },
      { name: 'count', log10: false },
    ],
    units: { gap: 'eV' },
    tensors: [],
    task: 'regression',
    isEnsemble: false,
    intervals: ['gap'],
  });
  const row: PredictedStructure = {
    id: 'salt',
    file: 'salt.cif',
    formula: 'NaCl',
    values: { gap: 5.123456789, count: 2 },
    intervals: { gap: { low: 4.5, high: 5.75 } },
    novelty: 0.5,
    diagnostics: [],
    warnings: [],
  };
  await sink.write([row]);
  await sink.finish();
  expect(lines[0]).toMatch(/ gap \(eV\) +gap_low \(eV\) +gap_high \(eV\) +count +novelty$/);
  expect(lines[1]).toMatch(/^salt .* 5\.123 +4\.500 +5\.750 +2\.000 +0\.500$/);
});
