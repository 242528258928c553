import { elementSymbol } from '@crystal-fourier/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Color, colorDifference, colorOfHex, contrast, hexOfColor, luminance, withContrast } from './contrast.js';
import { elementColor, elementPalette, LEAST_CONTRAST, LEAST_DIFFERENCE } from './elementColors.js';
import { orbitColor } from './siteLooks.js';

/** `--surface-2` of the two themes: what the picture is on. */
const BACKGROUNDS = { light: colorOfHex('f3f0e9'), dark: colorOfHex('252835') };
const ELEMENTS = Array.from({ length: 118 }, (_, i) => elementSymbol(i + 1));

/** As the page shows it, in whole bytes. */
const shown = (color: Color): Color => colorOfHex(hexOfColor(color).slice(1));

describe.each(Object.entries(BACKGROUNDS))('colours on the %s page', (_, background) => {
  it.each(ELEMENTS)('%s stands out', (element) => {
    expect(contrast(shown(elementColor(element, background)), background)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  });

  it('orbits stand out', () => {
    for (let orbit = 0; orbit < 12; orbit++)
      expect(contrast(shown(orbitColor(orbit, background)), background)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  });

  it('any two elements of a structure are told apart', () => {
    for (const first of ELEMENTS)
      for (const second of ELEMENTS) {
        if (first === second) continue;
        const [a, b] = [...elementPalette([first, second], background).values()] as [Color, Color];
        expect(colorDifference(a, b), `${first} and ${second}`).toBeGreaterThanOrEqual(LEAST_DIFFERENCE);
        expect(contrast(shown(b), background)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      }
  });
});

describe('colours', () => {
  it('are those of Jmol where they stand out', () => {
    expect(hexOfColor(elementColor('O', BACKGROUNDS.light))).toBe('#ff0d0d');
    expect(hexOfColor(elementColor('H', BACKGROUNDS.dark))).toBe('#ffffff');
    expect(hexOfColor(elementColor('Fe', BACKGROUNDS.dark))).toBe('#e06633');
    expect(hexOfColor(elementColor('H', BACKGROUNDS.light))).toMatch(/^#(8.)\1\1$/);
  });

  it('of an element stay when others join it', () => {
    const palette = elementPalette(['Y', 'Zr', 'O', 'Y'], BACKGROUNDS.light);
    expect([...palette.keys()]).toEqual(['Y', 'Zr', 'O']);
    expect(palette.get('Y')).toEqual(elementColor('Y', BACKGROUNDS.light));
    expect(palette.get('Zr')).not.toEqual(elementColor('Zr', BACKGROUNDS.light));
    expect(palette.get('O')).toEqual(elementColor('O', BACKGROUNDS.light));
  });

  it('of many similar elements differ as much as they can', () => {
    const lanthanides = elementPalette('La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu'.split(' '), BACKGROUNDS.light);
    expect(lanthanides.size).toBe(15);
    expect(new Set([...lanthanides.values()].map(hexOfColor)).size).toBe(15);
  });

  it('have the contrast of WCAG', () => {
    expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21, 9);
    expect(luminance([255, 255, 255])).toBeCloseTo(1, 9);
    // #767676 is the lightest grey that has 4.5 on white.
    expect(contrast(colorOfHex('767676'), [255, 255, 255])).toBeCloseTo(4.54, 2);
    expect(colorDifference([255, 255, 255], [0, 0, 0])).toBeCloseTo(1, 6);
  });

  it('reach the contrast that is asked for and change no more than that', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte), fc.constantFrom(...Object.values(BACKGROUNDS)), (color, background) => {
        const made = withContrast(color, background, 3);
        if (contrast(color, background) >= 3) expect(made).toEqual(color);
        else expect(contrast(made, background)).toBeCloseTo(3.06, 6);
      }),
    );
  });
});
