import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build } from 'vite';
import { chromiumPath } from './chromium.ts';
import { type StaticServer, serveFolder } from './staticServer.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built page, in a folder of its server; null where there is no Chromium. */
    site: string | null;
  }
}

/** Builds the page once and serves it as a plain folder, in a sub-path, as any static server would. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.argv.includes('--mode=dist') || !existsSync(chromiumPath)) {
    project.provide('site', null);
    return async () => undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'crystal-fourier-explorer-'));
  let server: StaticServer | undefined;
  const close = async (): Promise<void> => {
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // Vitest sets NODE_ENV to test; the page is built as it is shipped.
    const { NODE_ENV } = process.env;
    process.env.NODE_ENV = 'production';
    await build({
      configFile: join(import.meta.dirname, '../vite.config.ts'),
      mode: 'production',
      logLevel: 'warn',
      build: { outDir: folder, emptyOutDir: true },
    }).finally(() => {
      process.env.NODE_ENV = NODE_ENV;
    });
    server = await serveFolder(folder, '/some/where/');
  } catch (error) {
    await close();
    throw error;
  }
  project.provide('site', server.url);
  return close;
}
