import { expect, test } from 'vitest';
import { diagnosticText } from './diagnostics.js';

test('a diagnostic is shown with its line, where it has one', () => {
  expect(diagnosticText({ message: 'Na1 has occupancy 1.01, read as 1', line: 7 })).toBe(
    'line 7: Na1 has occupancy 1.01, read as 1',
  );
  expect(diagnosticText({ message: 'the run was interrupted' })).toBe('the run was interrupted');
});
