import { afterEach, beforeEach } from 'vitest';

// A test that prints a warning fails, since a warning in a long output is not noticed. A test that expects a warning
// replaces the method of `console`.
const printed: string[] = [];
const { warn, error } = console;

beforeEach(() => {
  printed.length = 0;
  for (const [name, print] of Object.entries({ warn, error })) {
    console[name as 'warn' | 'error'] = (...values: unknown[]) => {
      printed.push(`console.${name}: ${values.map(String).join(' ')}`);
      print.apply(console, values);
    };
  }
});

afterEach(() => {
  Object.assign(console, { warn, error });
  if (printed.length > 0) throw new Error(`the test printed a warning:\n${printed.join('\n')}`);
});
