import { useEffect, useState } from 'react';
import { crossvalOf, type Result } from './readResults.js';

/** Addresses of what was measured, by path; empty where nothing was. */
const FILES = import.meta.glob<string>('../../../../docs/generalisation/*.json', {
  query: '?url',
  import: 'default',
  eager: true,
});

export type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'loaded'; readonly results: readonly Result[] };

let loading: Promise<readonly Result[]> | undefined;

async function load(): Promise<readonly Result[]> {
  const found = await Promise.all(
    Object.entries(FILES).map(async ([path, url]): Promise<Result[]> => {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${path.split('/').at(-1)}: the server answers ${response.status}`);
      const crossval = crossvalOf(await response.text());
      return crossval === undefined ? [] : [{ name: path.replace(/^.*\/|\.json$/g, ''), crossval }];
    }),
  );
  return found.flat();
}

/** The cross-validations that ship with the page, read once. */
export function useShippedResults(): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  useEffect(() => {
    let isShown = true;
    loading ??= load();
    loading.then(
      (results) => isShown && setLoaded({ state: 'loaded', results }),
      (error: unknown) => {
        // A later visit tries again.
        loading = undefined;
        if (isShown) setLoaded({ state: 'failed', reason: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      isShown = false;
    };
  }, []);
  return loaded;
}
