/** Keeps the files of the page for visits without a network, and tells when there is a newer build. */
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

function announce(worker: ServiceWorker | null): void {
  waiting = worker;
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
  try {
    const registration = await navigator.serviceWorker.register(new URL('serviceWorker.js', document.baseURI));
    if (registration.waiting !== null && navigator.serviceWorker.controller !== null) announce(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing;
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed' && navigator.serviceWorker.controller !== null) announce(worker);
      });
    });
  } catch {
    // The browser refuses (private window, no secure origin): the page works, with a network.
  }
}

export const subscribeUpdates = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

export const hasUpdate = (): boolean => waiting !== null;

/** Changes to the newer build. */
export function update(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's messages have no target origin
  waiting?.postMessage('activate');
}
