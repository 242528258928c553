/** What is used of Node, where there is one: sources that run everywhere import nothing of it. */
interface NodeProcess {
  readonly getBuiltinModule?: (name: 'node:fs/promises') => {
    readonly readFile: (url: URL) => Promise<Uint8Array>;
  };
}
declare const process: NodeProcess | undefined;
declare const fetch: (url: URL) => Promise<{
  readonly ok: boolean;
  readonly status: number;
  readonly arrayBuffer: () => Promise<ArrayBuffer>;
}>;

/** The bytes at an address: from the file system, or over the network where the address is not of a file. @throws Error where there is nothing */
export async function readBytes(url: URL): Promise<Uint8Array> {
  // Node's `fetch` does not read files.
  const files = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:fs/promises');
  if (url.protocol === 'file:' && files !== undefined) return files.readFile(url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answers with status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
