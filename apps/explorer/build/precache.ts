import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';

const FILE = 'serviceWorker.js';

/**
 * Adds the service worker: every file of the build is kept by the browser after the first visit, so that the page opens without a
 * network. The list and a hash of all files, itself included, are written into it: another build, another cache.
 */
export function precache(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'precache',
    apply: 'build',
    configResolved: (resolved) => {
      config = resolved;
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const hash = createHash('sha256');
        const files: string[] = [];
        const add = (name: string, content: string | Uint8Array): void => {
          files.push(name);
          hash.update(name).update('\0').update(content).update('\0');
        };
        for (const output of Object.values(bundle).toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1)))
          add(output.fileName, output.type === 'chunk' ? output.code : output.source);
        for (const path of filesUnder(config.publicDir))
          add(relative(config.publicDir, path).split(sep).join('/'), readFileSync(path));
        const worker = readFileSync(join(config.root, 'build', FILE), 'utf8');
        hash.update(worker);
        const source = worker
          .replace('__VERSION__', hash.digest('hex').slice(0, 16))
          .replace("['__FILES__']", JSON.stringify(files, null, 2));
        this.emitFile({ type: 'asset', fileName: FILE, source });
      },
    },
  };
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
