import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hrefOf, parseRoute } from './route.js';

test('the empty address is the start page', () => {
  for (const hash of ['', '#', '#/']) expect(parseRoute(hash).path).toEqual([]);
});

test('a link leads to the place it was made of', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1 })),
      fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 })),
      (path, query) => {
        const route = parseRoute(hrefOf(path, query));
        expect(route.path).toEqual(path);
        expect([...route.query].toSorted()).toEqual(Object.entries(query).toSorted());
      },
    ),
  );
});

test('what has no value is not in the link', () => {
  expect(hrefOf(['groups'], { q: '', setting: undefined, x: null, n: 0 })).toBe('#/groups?n=0');
});

test('a broken escape does not break the page', () => {
  expect(parseRoute('#/groups/%E0%A4%A').path).toEqual(['groups', '%E0%A4%A']);
});
