import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import type { Io } from '../shell/console.js';
import { absoluteLocation } from './location.js';

/**
 * Folder of the prepared data sets: the requested one, else `$CFT_CACHE`, else `crystal-fourier/prepared` in `$XDG_CACHE_HOME` or
 * `~/.cache`. It is not beside the data, whose folder may be read-only.
 */
export function cacheRoot(requested: string | undefined, env: Io['env']): string {
  const set = (name: string): string | undefined => ((env[name] ?? '') === '' ? undefined : env[name]);
  return (
    requested ??
    set('CFT_CACHE') ??
    join(set('XDG_CACHE_HOME') ?? join(homedir(), '.cache'), 'crystal-fourier', 'prepared')
  );
}

/**
 * The folder of one prepared data set within the root: `train-3f2a91c07b44`, its name and a hash of where it is and how it is prepared.
 *
 * @param options what changes the features: a data set that is prepared in two ways has two folders
 */
export function cacheFolder(root: string, location: string, options: Readonly<Record<string, unknown>>): string {
  const path = absoluteLocation(location);
  const hash = createHash('sha256')
    .update(JSON.stringify([path, options]))
    .digest('hex')
    .slice(0, 12);
  const name = basename(path)
    .replace(/\.gz$/i, '')
    .replace(/(?<=.)\.[^.]*$/, '')
    .replace(/[^\w.-]+/g, '_')
    .slice(0, 60);
  return join(root, `${name}-${hash}`);
}
