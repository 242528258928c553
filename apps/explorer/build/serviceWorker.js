// Serves the files of one build from the browser's cache. The build fills in the version and the list of files.
const CACHE = 'crystal-fourier-explorer-__VERSION__';
const FILES = ['__FILES__'];
const addressOf = (file) => new URL(file, self.registration.scope).href;
const ADDRESSES = new Set(FILES.map(addressOf));
const PAGE = addressOf('index.html');

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) =>
      // Names in assets/ carry a hash of the content; the others are asked for anew, past the browser's own cache.
      cache.addAll(
        [...ADDRESSES].map((url) => new Request(url, { cache: url.includes('/assets/') ? 'default' : 'reload' })),
      ),
    ),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const scope = new URL(self.registration.scope).pathname;
      for (const name of await caches.keys()) {
        if (!name.startsWith('crystal-fourier-explorer-') || name === CACHE) continue;
        // Another copy of the page on the same server keeps its files.
        const requests = await (await caches.open(name)).keys();
        if (requests.every(({ url }) => new URL(url).pathname.startsWith(scope))) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

// The page asks for it when its user wants the new version.
self.addEventListener('message', ({ data }) => {
  if (data === 'activate') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = new URL(request.url);
  url.hash = '';
  url.search = '';
  const key = request.mode === 'navigate' && url.href === self.registration.scope ? PAGE : url.href;
  if (!ADDRESSES.has(key)) return;
  event.respondWith(
    caches
      .open(CACHE)
      .then((cache) => cache.match(key))
      .then((kept) => kept ?? fetch(request)),
  );
});
