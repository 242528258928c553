import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hrefOf, parseRoute } from '../../shell/route.js';
import { INITIAL_OPTIONS, readViewerOptions, type ViewerOptions, viewerQuery } from './viewerOptions.js';

const options = fc.record<ViewerOptions>({
  style: fc.constantFrom('balls', 'polyhedra', 'spheres'),
  colorBy: fc.constantFrom('element', 'orbit'),
  repeats: fc.constantFrom(1, 2, 3),
  projection: fc.constantFrom('orthographic', 'perspective'),
  completesBonds: fc.boolean(),
});

test('what is written into an address is read from it', () => {
  fc.assert(
    fc.property(options, (given) => {
      expect(readViewerOptions(parseRoute(hrefOf(['crystal'], viewerQuery(given))).query)).toEqual(given);
    }),
  );
});

test('the picture as it is at first needs no words in the address; nonsense is that picture', () => {
  expect(hrefOf(['crystal'], viewerQuery(INITIAL_OPTIONS))).toBe('#/crystal');
  const nonsense = new URLSearchParams('atoms=cubes&colours=none&cells=2&projection=fish&outside=yes');
  expect(readViewerOptions(nonsense)).toEqual(INITIAL_OPTIONS);
});
