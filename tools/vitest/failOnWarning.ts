import { afterEach, beforeEach } from 'vitest';

// A warning nobody looks at is a bug report nobody reads: a test that prints one fails, unless it replaces the method.
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
