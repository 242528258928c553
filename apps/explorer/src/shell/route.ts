import { useSyncExternalStore } from 'react';

/**
 * A page of the app, as the address names it behind its `#`: `#/groups/14?setting=b1`. It is never sent to the server, so that every link works
 * under any path of any static server.
 */
export interface Route {
  /** `['groups', '14']`; empty for the start page. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

/** Reads the part of an address behind `#`. What cannot be decoded stays as it is. */
export function parseRoute(hash: string): Route {
  const text = hash.replace(/^#/, '');
  const [path = '', query = ''] = text.split(/\?(.*)/s) as [string, string?];
  return {
    path: path
      .split('/')
      .filter((part) => part !== '')
      .map(decoded),
    query: new URLSearchParams(query),
  };
}

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/**
 * The link to a page.
 *
 * @param query entries that are undefined, null or empty are left out
 */
export function hrefOf(
  path: readonly (string | number)[],
  query: Readonly<Record<string, string | number | boolean | null | undefined>> = {},
): string {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  const search = new URLSearchParams(entries).toString();
  return `#/${path.map((part) => encodeURIComponent(part)).join('/')}${search === '' ? '' : `?${search}`}`;
}

const subscribe = (changed: () => void): (() => void) => {
  addEventListener('hashchange', changed);
  addEventListener('popstate', changed);
  return () => {
    removeEventListener('hashchange', changed);
    removeEventListener('popstate', changed);
  };
};

let cached: { readonly hash: string; readonly route: Route } = { hash: '', route: parseRoute('') };

/** The same object as long as the address is the same. */
function currentRoute(): Route {
  const { hash } = location;
  if (cached.hash !== hash) cached = { hash, route: parseRoute(hash) };
  return cached.route;
}

/** The page that the address names; a component that uses it follows the address. */
export const useRoute = (): Route => useSyncExternalStore(subscribe, currentRoute);

/**
 * Goes to a page.
 *
 * @param href of {@link hrefOf}
 * @param options `replace` changes the address without a new entry in the browser's history: for sliders and search fields
 */
export function navigate(href: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (href === location.hash) return;
  if (replace) {
    history.replaceState(history.state, '', href);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = href;
  }
}
