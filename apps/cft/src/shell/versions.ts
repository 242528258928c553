import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** From `package.json`, which is one folder up in the sources and in the build. */
export const VERSION = (require('../../package.json') as { version: string }).version;

/** Versions of what a result depends on, by name: `cft`, `node`, the packages, TensorFlow.js. What is not installed is left out. */
export function versions(): Record<string, string> {
  const found: Record<string, string> = { cft: VERSION, node: process.versions.node };
  for (const name of ['spacegroups', 'fourier-basis', 'data', 'model'].map((part) => `@crystal-fourier/${part}`)) {
    const version = versionOf(name);
    if (version !== undefined) found[name] = version;
  }
  const tfjs = versionOf('@tensorflow/tfjs');
  if (tfjs !== undefined) found['@tensorflow/tfjs'] = tfjs;
  return found;
}

function versionOf(name: string): string | undefined {
  try {
    return (require(`${name}/package.json`) as { version: string }).version;
  } catch {
    return undefined;
  }
}
