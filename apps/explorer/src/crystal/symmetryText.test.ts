import type { SymmetryReport } from '@crystal-fourier/data';
import { expect, test } from 'vitest';
import { matrixEntries, smallText, verdictOf } from './symmetryText.js';

const report = (declared: SymmetryReport['declared']): SymmetryReport =>
  ({ declared, group: { number: 14, symbol: 'P 1 21/c 1' } }) as SymmetryReport;

test('what is declared is compared with what is found', () => {
  expect(verdictOf(report(null))).toMatchObject({ level: 'plain' });
  expect(verdictOf(report({ number: 14, symbol: 'P 1 21/c 1', source: 'operations' }))).toEqual({
    level: 'good',
    text: 'The atoms have the group that the file declares by its operations.',
  });
  expect(verdictOf(report({ number: 14, symbol: 'P 1 21/n 1', source: 'hall' })).text).toContain('setting P 1 21/n 1');
  expect(verdictOf(report({ number: 4, symbol: 'P 1 21 1', source: 'hermann-mauguin' }))).toEqual({
    level: 'bad',
    text: 'The file declares P 1 21 1 (4) by its Hermann–Mauguin symbol, but its atoms have P 1 21/c 1 (14).',
  });
});

test('small numbers', () => {
  expect([0, 3e-10, 0.00123, 0.05, 1.24e-7, 2e-9].map(smallText)).toEqual([
    '0',
    '0',
    '0.0012',
    '0.05',
    '1.2 × 10⁻⁷',
    '2.0 × 10⁻⁹',
  ]);
});

test('matrices', () => {
  expect(matrixEntries([1, 0, 0, 0, 1, 1e-9, 0, 0, 1])).toBeNull();
  expect(matrixEntries([0, -1, 0, Math.SQRT1_2, -1e-9, 0, 0, 0, 1])).toEqual('0 −1 0 0.7071 0 0 0 0 1'.split(' '));
});
