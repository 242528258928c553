import { SpaceGroupError, show } from './errors.js';

/**
 * The key under which every copy and every version of this package marks its groups and operations. `Symbol.for` gives all of them the
 * same symbol; `instanceof` and private fields know the values of their own copy only.
 */
export const BRAND: unique symbol = /* @__PURE__ */ Symbol.for('crystal-fourier/spacegroups');

/**
 * The mark of a class, with the version of what its values promise to other copies. The number grows when values of older copies
 * cannot be read any more.
 */
export function brandOf(name: string): string {
  return `${name} 1`;
}

/** The mark of a value; undefined for what this package has not made, or what lost its class. */
export function markOf(value: unknown): string | undefined {
  return (value as { [BRAND]?: string } | undefined)?.[BRAND];
}

/**
 * Checks that a value is one of the class that any copy of this version made, or plain data that stands for one.
 *
 * @throws SpaceGroupError for what lost its class on the way, or another version made
 */
export function checkReadable(value: unknown, name: string, isPlain: boolean): void {
  const mark = markOf(value);
  if (mark === undefined ? isPlain : mark === brandOf(name)) return;
  throw new SpaceGroupError(
    'foreign-value',
    `expected a ${name}, got ${mark ?? show(value)}; it lost its methods in structuredClone or another version made it: use its toJSON()`,
  );
}
