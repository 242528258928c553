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

/** Where a plane of the crystal lies on a canvas: from fractional coordinates of the plane to pixels, y down. */
interface Projection {
  readonly toPixels: (x: number, y: number) => [number, number];
  /** The axis to the right and the one up, in pixels, y up. */
  readonly right: readonly [number, number];
  readonly up: readonly [number, number];
}

/** One cell in the middle of the canvas, with room for parts of its neighbours: one axis to the right, the other up at their angle. */
function project(cell: Rows, axis: keyof typeof SLICE_AXES, width: number, height: number): Projection {
  const axes = SLICE_AXES[axis];
  const { lengths, angles } = cellParameters(cell);
  const angle = (angles[axes.normal]! * Math.PI) / 180;
  const [a, b] = [lengths[axes.right]!, lengths[axes.up]!];
  const [bx, by] = [b * Math.cos(angle), b * Math.sin(angle)];
  const unit = Math.min((width * 0.68) / (a + Math.abs(bx)), (height * 0.72) / by);
  const right = [a * unit, 0] as const;
  const up = [bx * unit, by * unit] as const;
  const origin = [width / 2 - (right[0] + up[0]) / 2, height / 2 + up[1] / 2] as const;
  return {
    toPixels: (x, y) => [origin[0] + x * right[0] + y * up[0], origin[1] - y * up[1]],
    right,
    up,
  };
}

/**
 * Draws a plane of the crystal: one cell with its outline and letters in the middle, its neighbours paler around it. The canvas is given the
 * size that it has on the page.
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
  const projection = project(cell, axis, width, height);
  fillWithCells(context, image, projection);
  fadeNeighbours(context, projection, style.getPropertyValue('--surface'));
  const ink = style.getPropertyValue('--ink');
  context.strokeStyle = ink;
  context.lineWidth = 1.75 * scale;
  context.beginPath();
  traceCell(context, projection);
  context.stroke();
  context.fillStyle = ink;
  writeAxes(context, projection, axis, scale);
}

/** Repeats the image of one cell over the whole canvas. */
function fillWithCells(
  context: CanvasRenderingContext2D,
  image: HTMLCanvasElement,
  { toPixels, right, up }: Projection,
): void {
  const pattern = context.createPattern(image, 'repeat')!;
  const size = image.width;
  // The middle of pixel (column, row) of the image is x = column/size, y = (size − 1 − row)/size.
  pattern.setTransform(
    new DOMMatrix([right[0] / size, 0, -up[0] / size, up[1] / size, ...toPixels(-0.5 / size, 1 - 0.5 / size)]),
  );
  context.fillStyle = pattern;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

/** Lays a veil of the page's colour over everything but the cell in the middle. */
function fadeNeighbours(context: CanvasRenderingContext2D, projection: Projection, color: string): void {
  context.fillStyle = color;
  context.globalAlpha = 0.55;
  context.beginPath();
  context.rect(0, 0, context.canvas.width, context.canvas.height);
  traceCell(context, projection);
  context.fill('evenodd');
  context.globalAlpha = 1;
}

/** Adds the outline of the cell to the path. */
function traceCell(context: CanvasRenderingContext2D, { toPixels }: Projection): void {
  context.moveTo(...toPixels(0, 0));
  context.lineTo(...toPixels(1, 0));
  context.lineTo(...toPixels(1, 1));
  context.lineTo(...toPixels(0, 1));
  context.closePath();
}

/** Letters of the axes at their ends, and 0 at the origin. */
function writeAxes(
  context: CanvasRenderingContext2D,
  { toPixels }: Projection,
  axis: keyof typeof SLICE_AXES,
  scale: number,
): void {
  const { right, up } = SLICE_AXES[axis];
  const letters = ['a', 'b', 'c'];
  const gap = 16 * scale;
  const [origin, rightEnd, upEnd] = [toPixels(0, 0), toPixels(1, 0), toPixels(0, 1)];
  context.font = `italic 600 ${18 * scale}px ${FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(letters[right]!, rightEnd[0] + gap, rightEnd[1] + 0.3 * gap);
  context.fillText(letters[up]!, upEnd[0] - 0.6 * gap, upEnd[1] - gap);
  context.font = `500 ${15 * scale}px ${FONT}`;
  context.fillText('0', origin[0] - 0.8 * gap, origin[1] + 0.8 * gap);
}
