/** Keeps the files of the page for visits without a network, and reports a newer build. */
let newer: ServiceWorker | null = null;
const listeners = new Set<() => void>();

function announce(worker: ServiceWorker | null): void {
  newer = worker;
  for (const listener of listeners) listener();
}

/** Once the page is shown, so that it does not wait for files that are not needed yet. */
export function keepOffline(): void {
  // A page that was opened as a file, or over plain http from another machine, has no service worker.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  addEventListener('load', () => {
    void register();
  });
}

async function register(): Promise<void> {
  const { serviceWorker } = navigator;
  // The first worker takes over a page that came from the network: the same build.
  let isKept = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    // Another window changed to the newer build: this one is of a build whose files are gone.
    if (isKept) announce(serviceWorker.controller);
    isKept = true;
  });
  try {
    const registration = await serviceWorker.register(new URL('serviceWorker.js', document.baseURI));
    const follow = (worker: ServiceWorker | null): void =>
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed' && serviceWorker.controller !== null) announce(worker);
      });
    if (registration.waiting !== null && serviceWorker.controller !== null) announce(registration.waiting);
    follow(registration.installing);
    registration.addEventListener('updatefound', () => follow(registration.installing));
  } catch {
    // The browser refuses (private window, no secure origin), or the server is away: the page works as it is.
  }
}

export const subscribeUpdates = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

export const hasUpdate = (): boolean => newer !== null;

/** Changes to the newer build. */
export function update(): void {
  if (newer?.state !== 'installed') {
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's messages have no target origin
  newer.postMessage('activate');
}
