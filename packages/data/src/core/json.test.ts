import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './json.js';

const fault = (text: string): string => {
  try {
    parseJson(text, { file: 'x.json' });
  } catch (error) {
    return (error as Error).message;
  }
  return 'read';
};

describe('a fault in JSON', () => {
  it.each([
    ['{\n"a": NaN\n}', 'x.json:2: JSON: unexpected "NaN\\n}"'],
    ['[1,\n-Infinity]', 'x.json:2: JSON: unexpected "Infinity]"'],
    ['[1,\n2,\n]', 'x.json:3: JSON: unexpected "]"'],
    ['{"a": 1,\n}', 'x.json:2: JSON: unexpected "}"'],
    ['{"a"\n1}', 'x.json:2: JSON: unexpected "1}"'],
    ['[1\n2]', 'x.json:2: JSON: unexpected "2]"'],
    ["{\n'a': 1}", `x.json:2: JSON: unexpected "'a': 1}"`],
    ['[{"a": [tru]}]', 'x.json:1: JSON: unexpected "tru]}]"'],
    ['[1, 2}', 'x.json:1: JSON: unexpected "}"'],
    ['{}\n{}', 'x.json:2: JSON: unexpected "{}"'],
    ['[01]', 'x.json:1: JSON: unexpected "1]"'],
    ['{"a": [1, 2', 'x.json:1: JSON: the text ends too early'],
    ['["a', 'x.json:1: JSON: the text ends too early'],
    ['["a\\', 'x.json:1: JSON: unexpected "\\\\"'],
    ['{"a": "b\nc"}', 'x.json:1: JSON: unexpected "\\nc\\"}"'],
    ['["\\\\", "\\x"]', 'x.json:1: JSON: unexpected "\\\\x\\"]"'],
    ['["\\u12g4"]', 'x.json:1: JSON: unexpected "\\\\u12g4\\"]"'],
    ['\n\n', 'x.json:3: JSON: the text ends too early'],
  ])('%j is told with its line', (text, message) => expect(fault(text)).toBe(message));

  it('is found in every broken text, on a line that the text has', () => {
    const broken = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', ',', ']', '}', 'x', 'NaN', ':', '"', '\n,'))
      .map(
        ([text, at, what]) => text.slice(0, at % (text.length + 1)) + what + text.slice((at % (text.length + 1)) + 1),
      );
    fc.assert(
      fc.property(broken, (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        const message = fault(text);
        expect(message === 'read').toBe(valid);
        if (!valid) {
          const line = Number(/^x\.json:(\d+): JSON: /.exec(message)?.[1]);
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split('\n').length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
