/** A colour of the style sheet as three bytes. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The colours of a field's values: below zero, zero, above zero, as the page's theme has them now. */
export interface FieldColors {
  readonly negative: Rgb;
  readonly zero: Rgb;
  readonly positive: Rgb;
}

/** A custom property of the page that holds a colour `#rrggbb`; the build may shorten it to `#rgb`. */
export function cssColor(name: `--${string}`): Rgb {
  const text = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const digits = text.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
  const match = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(digits);
  if (match === null)
    throw new Error(`${name} must be a colour #rrggbb of the style sheet, got ${JSON.stringify(text)}`);
  return [Number.parseInt(match[1]!, 16), Number.parseInt(match[2]!, 16), Number.parseInt(match[3]!, 16)];
}

const fieldColors = (): FieldColors => ({
  negative: cssColor('--field-negative'),
  zero: cssColor('--field-zero'),
  positive: cssColor('--field-positive'),
});

/**
 * 512 colours from −1 to 1 through zero, for canvas image data.
 *
 * @returns one little-endian RGBA word each
 */
export function fieldPalette({ negative, zero, positive }: FieldColors = fieldColors()): Uint32Array {
  const palette = new Uint32Array(512);
  for (let i = 0; i < palette.length; i++) {
    const value = (i - 255.5) / 255.5;
    const end = value < 0 ? negative : positive;
    const t = Math.abs(value) ** 0.8;
    const [r, g, b] = [0, 1, 2].map((c) => Math.round(zero[c]! + (end[c]! - zero[c]!) * t)) as [number, number, number];
    palette[i] = (255 << 24) | (b << 16) | (g << 8) | r;
  }
  return palette;
}
