import type { UserConfig } from 'tsdown';

/** Build of a package that runs in Node, browsers, workers and Deno. What is published is checked by `pnpm check:packages`. */
export function isomorphic(entry: Record<string, string>): UserConfig {
  return {
    entry,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    dts: true,
    sourcemap: true,
    clean: true,
    unbundle: true, // one file per module: what a user does not import is dropped whole, by `sideEffects: false`
    failOnWarn: true,
    logLevel: 'warn',
  };
}
