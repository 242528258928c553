import type { UserConfig } from 'tsdown';

/** Build of a package that runs in Node, browsers, workers and Deno. What is published is checked by `pnpm check:packages`. */
export function isomorphic(entry: Record<string, string>): UserConfig {
  return {
    entry,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    dts: { eager: true }, // declarations of `math3`, too, which is bundled and stands in no tsconfig of the packages
    sourcemap: true,
    clean: true,
    unbundle: true, // one file per module: what a user does not import is dropped whole, by `sideEffects: false`
    failOnWarn: true,
    logLevel: 'warn',
  };
}
