import type { ModelCard } from '@crystal-fourier/model';
import { expect, test } from 'vitest';
import { errorSentence, noveltyWords, partWords, scoreOf, targetLabel, valueText } from './predictionWords.js';

const card = (part: string, metrics: Record<string, number>): ModelCard =>
  ({
    units: { energy: 'eV' },
    evaluation: { part, records: 1044, targets: [{ name: 'energy', models: [{ name: 'network', metrics }] }] },
  }) as unknown as ModelCard;

test('novelty grows in steps', () => {
  expect([0, 0.5, 0.9, 1.5, 9, null].map((novelty) => noveltyWords(novelty).level)).toEqual([
    'known',
    'known',
    'near',
    'far',
    'far',
    'far',
  ]);
  expect(new Set([0.2, 0.9, 1.5, 9, null].map((novelty) => noveltyWords(novelty).text)).size).toBe(5);
});

test('numbers as they are read', () => {
  expect([0, -38.4567, 1234567, 0.00012, 12.3, 0.5, -2e-9].map((x) => valueText(x))).toEqual([
    '0',
    '−38.46',
    '1.235 × 10⁶',
    '1.200 × 10⁻⁴',
    '12.30',
    '0.5000',
    '−2.000 × 10⁻⁹',
  ]);
  expect(valueText(123456, 3)).toBe('123456');
  expect(targetLabel('energy_per_atom')).toBe('energy per atom');
});

test('the number that is told of a comparison', () => {
  expect(scoreOf({ name: 'x', metrics: { rmse: 2, mae: 1 } })).toEqual({
    name: 'mean absolute error',
    value: 1,
    isError: true,
  });
  expect(scoreOf({ name: 'x', metrics: { auc: 0.9, accuracy: 0.8 } })).toMatchObject({ value: 0.9, isError: false });
  expect(scoreOf({ name: 'x', metrics: {} })).toBeNull();
});

test('the error of a model in a sentence', () => {
  expect(errorSentence(card('test', { mae: 0.1401 }), 'energy')).toBe(
    'Wrong by 0.140 eV on average, on 1,044 crystals of the same kind that the training never saw.',
  );
  expect(errorSentence(card('val', { auc: 0.9 }), 'energy')).toMatch(/^With area under the curve 0.900, on .*weights/);
  for (const nothing of [null, card('test', {})])
    expect(errorSentence(nothing, 'energy')).toBe('The file does not say how well it predicts.');
  expect(errorSentence(card('test', { mae: 1 }), 'other')).toContain('does not say');
  const parts = ['data', 'mine'].map((part) => partWords({ part, records: 2, targets: [] }));
  expect(parts).toEqual(['2 crystals of another data set', '2 crystals of the part “mine”']);
});
