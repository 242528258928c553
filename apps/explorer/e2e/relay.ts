import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that passes on what another one has, and may change it. */
export interface Relay {
  /** Its address with the path of the other one. */
  readonly url: string;
  /** Files that are not there, by the end of their path. */
  readonly missing: Set<string>;
  /** Paths of missing files that were asked for. */
  readonly refused: string[];
  /** Whether `index.html` leads to its folder, as some servers do. */
  hidesIndex: boolean;
  /** Put behind the service worker and into the title of the page: another build of it. */
  build: string;
  close(): Promise<void>;
}

/** @param site address of the other server, which ends with a slash */
export async function relayOf(site: string): Promise<Relay> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if ([...relay.missing].some((end) => path.endsWith(end))) {
      relay.refused.push(path);
      return void response.writeHead(404).end();
    }
    if (relay.hidesIndex && path.endsWith('/index.html'))
      return void response.writeHead(301, { location: path.replace(/index\.html$/, '') }).end();
    const answer = await fetch(new URL(path, site));
    let body = Buffer.from(await answer.arrayBuffer());
    if (path.endsWith('/serviceWorker.js'))
      body = Buffer.from(body.toString().replace(/(`\$\{OWN\})([^`]*)/, `$1$2${relay.build}`));
    if (path.endsWith('/') || path.endsWith('/index.html'))
      body = Buffer.from(body.toString().replace('<body>', `<body data-build="${relay.build}">`));
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    return void response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const relay: Relay = {
    url: `http://127.0.0.1:${port}${new URL(site).pathname}`,
    missing: new Set(),
    refused: [],
    hidesIndex: false,
    build: '1',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return relay;
}
