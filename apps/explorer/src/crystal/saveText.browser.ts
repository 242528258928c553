import type { TextFile } from './standardFiles.js';

/** Hands a file to the browser, which saves it where its user wants. */
export function saveText({ name, type, text }: TextFile): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers begin to read it only after this.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
