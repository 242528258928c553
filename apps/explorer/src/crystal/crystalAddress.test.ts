import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRoute } from '../shell/route.js';
import { crystalHref, readAddress, TOLERANCES } from './crystalAddress.js';

const read = (hash: string): ReturnType<typeof readAddress> => readAddress(parseRoute(hash).query);

test('a link leads to the state it was made of', () => {
  fc.assert(
    fc.property(
      fc.record({
        example: fc.constantFrom(null, 'rutile', 'strontium-titanate'),
        symprec: fc.constantFrom(...TOLERANCES),
        mode: fc.constantFrom('lenient' as const, 'strict' as const),
        cell: fc.constantFrom('file' as const, 'standard' as const),
        orbit: fc.option(fc.nat(20)),
        viewer: fc.constant({
          style: 'polyhedra' as const,
          colorBy: 'orbit' as const,
          repeats: 2,
          projection: 'perspective' as const,
          completesBonds: true,
        }),
        axis: fc.constantFrom('angle' as const, 'length' as const),
        height: fc.constantFrom('one' as const, 'all' as const),
        model: fc.constantFrom(null, 'formation-energy'),
        backend: fc.constantFrom('auto' as const, 'webgpu' as const, 'wasm' as const, 'cpu' as const),
      }),
      (address) => {
        expect(read(crystalHref(address))).toEqual(address);
      },
    ),
  );
});

test('defaults are not in the link, and nonsense is the default', () => {
  expect(crystalHref(read('#/crystal?example=rutile'))).toBe('#/crystal?example=rutile');
  expect(read('#/crystal?symprec=7&mode=x&cell=y&orbit=-1&model=z&backend=q&axis=z&height=2')).toEqual(
    read('#/crystal'),
  );
});
