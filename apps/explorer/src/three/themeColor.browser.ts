import { Color, SRGBColorSpace } from 'three';
import { cssColor } from '../ui/colors.browser.js';

/** A colour of the style sheet, as the theme has it now. */
export function themeColor(name: `--${string}`): Color {
  const [r, g, b] = cssColor(name);
  return new Color().setRGB(r / 255, g / 255, b / 255, SRGBColorSpace);
}
