import { Color as ThreeColor, SRGBColorSpace } from 'three';
import { cssColor } from '../../ui/colors.browser.js';
import type { Color } from './contrast.js';
import type { PageColors } from './siteLooks.js';

export const toThree = ([r, g, b]: Color): ThreeColor =>
  new ThreeColor().setRGB(r / 255, g / 255, b / 255, SRGBColorSpace);

/** The colours of the page as they are now. */
export const pageColors = (): PageColors => ({ background: cssColor('--surface-2'), ink: cssColor('--ink') });
