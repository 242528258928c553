/**
 * The picture of a canvas as a PNG.
 *
 * @param background CSS colour behind what is transparent
 */
export function canvasPng(canvas: HTMLCanvasElement, background: string): Promise<Blob> {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext('2d')!;
  context.fillStyle = background;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return new Promise((resolve, reject) => {
    copy.toBlob((blob) => {
      if (blob === null) reject(new Error(`The browser made no PNG of ${copy.width} × ${copy.height} pixels.`));
      else resolve(blob);
    }, 'image/png');
  });
}
