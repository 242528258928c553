import { DataError, show } from './errors.js';

/**
 * The key under which every copy and every version of this package marks its structures and crystals. `Symbol.for` gives all of them the
 * same symbol; `instanceof` and private fields know the values of their own copy only.
 */
export const BRAND: unique symbol = /* @__PURE__ */ Symbol.for('crystal-fourier/data');

/** Classes whose values bear a mark. */
export type BrandedName = 'Structure' | 'StandardCrystal';

/**
 * The mark of a class, with the version of what its values promise to other copies. The number grows when values of older copies
 * cannot be read any more.
 */
export function brandOf(name: BrandedName): string {
  return `${name} 1`;
}

/** The mark of a value; undefined for what this package has not made, or what lost its class. */
export function markOf(value: unknown): string | undefined {
  return (Object(value) as { [BRAND]?: string })[BRAND];
}

/**
 * Checks that a value is one of the class that any copy of this version made.
 *
 * @param use the function that was called, for the message
 * @throws DataError `bad-argument` for what lost its class on the way, or another version made
 */
export function checkReadable(value: unknown, name: BrandedName, use: string): void {
  if (markOf(value) !== brandOf(name)) refuseUnreadable(value, name, use);
}

/** The one error for values that cannot be read. */
export function refuseUnreadable(value: unknown, name: BrandedName, use: string): never {
  const [again, variable] = name === 'Structure' ? ['structureFromJson', 'structure'] : ['crystalFromJson', 'crystal'];
  throw new DataError(
    'bad-argument',
    `${use}: expected a ${name}, got ${markOf(value) ?? show(value)}; it lost its class in structuredClone or JSON, or another version made it: make it again with ${again}(${variable}.toJSON())`,
  );
}
