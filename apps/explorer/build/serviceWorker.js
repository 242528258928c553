// Serves the files of one build from the browser's cache. The build fills in the version and the list of files.
const FILES = ['__FILES__'];
// Another copy of the page on the same server, even in a folder of this one, keeps its own files.
const OWN = `crystal-fourier-explorer ${self.registration.scope} `;
const CACHE = `${OWN}__VERSION__`;
const addressOf = (file) => new URL(file, self.registration.scope).href;
const ADDRESSES = new Set(FILES.map(addressOf));
const PAGE = addressOf('index.html');

async function keep(cache, file) {
  const url = addressOf(file);
  // Names in assets/ carry a hash of the content: an older build may have them already.
  const isFixed = file.startsWith('assets/');
  const known = isFixed ? await caches.match(url) : undefined;
  // The others are asked for anew, past the browser's own cache.
  const response = known ?? (await fetch(url, { cache: isFixed ? 'default' : 'reload' }));
  if (!response.ok) throw new Error(`${url}: expected a file of the build, the server answered ${response.status}`);
  // Browsers refuse a redirected answer for a page; some servers redirect from index.html to its folder.
  await cache.put(url, response.redirected ? new Response(response.body, { headers: response.headers }) : response);
}

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      try {
        await Promise.all(FILES.map((file) => keep(cache, file)));
      } catch (error) {
        // Nothing half: the next visit tries again.
        await caches.delete(CACHE);
        throw error;
      }
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith(OWN) && name !== CACHE) await caches.delete(name);
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
      .then((cache) => cache.match(key, { ignoreVary: true }))
      .then((kept) => kept ?? fetch(request)),
  );
});
