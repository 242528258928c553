import { cellParameters, type Rows } from '../../cell/rows.js';
import { SLICE_AXES } from './sliceField.js';

/** Of the system: the page's own may not be there yet. */
const FONT = "Georgia, 'Times New Roman', serif";

/** One cell of a slice as a picture, its first row at the top. */
export function sliceImage(pixels: Uint32Array<ArrayBuffer>, size: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  canvas.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), size, size), 0, 0);
  return canvas;
}

/**
 * Draws a plane of the crystal: one cell with its outline and letters in the middle, its neighbours paler around it. The canvas is given the
 * size of its place on the page.
 */
export function drawSlice(
  canvas: HTMLCanvasElement,
  image: HTMLCanvasElement,
  cell: Rows,
  axis: keyof typeof SLICE_AXES,
): void {
  const scale = Math.min(devicePixelRatio, 2);
  const width = (canvas.width = Math.round(canvas.clientWidth * scale));
  const height = (canvas.height = Math.round(canvas.clientHeight * scale));
  if (width === 0 || height === 0) return;
  const context = canvas.getContext('2d')!;
  const style = getComputedStyle(document.documentElement);
  const { right, up } = SLICE_AXES[axis];
  const { lengths, angles } = cellParameters(cell);
  const angle = (angles[SLICE_AXES[axis].normal]! * Math.PI) / 180;
  // The axes in the plane: one to the right, the other up at their angle.
  const r = [lengths[right]!, 0] as const;
  const u = [lengths[up]! * Math.cos(angle), lengths[up]! * Math.sin(angle)] as const;
  const span = [r[0] + Math.abs(u[0]), u[1]] as const;
  const unit = Math.min((width * 0.68) / span[0], (height * 0.72) / span[1]);
  // From fractional coordinates of the plane to pixels, y down.
  const origin = [width / 2 - ((r[0] + u[0]) / 2) * unit, height / 2 + (u[1] / 2) * unit] as const;
  const place = (x: number, y: number): [number, number] => [
    origin[0] + (x * r[0] + y * u[0]) * unit,
    origin[1] - y * u[1] * unit,
  ];
  const outline = (): void => {
    context.beginPath();
    for (const [x, y] of [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const)
      context.lineTo(...place(x, y));
    context.closePath();
  };
  const pattern = context.createPattern(image, 'repeat')!;
  const size = image.width;
  // The middle of pixel (column, row) of the image is x = column/size, y = (size − 1 − row)/size.
  pattern.setTransform(
    new DOMMatrix([
      (r[0] * unit) / size,
      0,
      (-u[0] * unit) / size,
      (u[1] * unit) / size,
      ...place(-0.5 / size, 1 - 0.5 / size),
    ]),
  );
  context.fillStyle = pattern;
  context.fillRect(0, 0, width, height);
  context.fillStyle = style.getPropertyValue('--surface');
  context.globalAlpha = 0.55;
  context.beginPath();
  context.rect(0, 0, width, height);
  context.lineTo(0, 0);
  for (const [x, y] of [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ] as const)
    context.lineTo(...place(x, y));
  context.closePath();
  context.fill('evenodd');
  context.globalAlpha = 1;
  context.strokeStyle = style.getPropertyValue('--ink');
  context.lineWidth = 1.75 * scale;
  outline();
  context.stroke();
  context.fillStyle = style.getPropertyValue('--ink');
  context.font = `italic 600 ${18 * scale}px ${FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const gap = 16 * scale;
  const letters = ['a', 'b', 'c'];
  const [rightEnd, upEnd] = [place(1, 0), place(0, 1)];
  context.fillText(letters[right]!, rightEnd[0] + gap, rightEnd[1] + 0.3 * gap);
  context.fillText(letters[up]!, upEnd[0] - 0.6 * gap, upEnd[1] - gap);
  context.font = `500 ${15 * scale}px ${FONT}`;
  context.fillText('0', place(0, 0)[0] - 0.8 * gap, place(0, 0)[1] + 0.8 * gap);
}
