/** Hands a file to the browser's downloads. */
export function saveBlob(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  // The download has begun when the click returns, but not every browser has read the blob by then.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
