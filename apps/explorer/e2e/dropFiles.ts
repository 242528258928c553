import type { Page } from 'playwright-core';

export interface DroppedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Drops files onto the page as a file manager does: they come over it, then fall. */
export async function dropFiles(page: Page, ...files: readonly DroppedFile[]): Promise<void> {
  const encoded = files.map(({ name, content }) => ({ name, base64: Buffer.from(content).toString('base64') }));
  const dataTransfer = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of list)
      transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
    return transfer;
  }, encoded);
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('main', type, { dataTransfer });
  await dataTransfer.dispose();
}
