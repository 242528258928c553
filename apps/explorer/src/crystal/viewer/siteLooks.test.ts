import { describe, expect, it } from 'vitest';
import { colorDifference, colorOfHex } from './contrast.js';
import { elementColor } from './elementColors.js';
import { elementsOf, orbitColor, siteLooks, vacantColor } from './siteLooks.js';
import type { ViewerStructure } from './viewerStructure.js';

const COLORS = { background: colorOfHex('f3f0e9'), ink: colorOfHex('1a1d29') };
const { background } = COLORS;

const orbit = (element: string, letter: string): ViewerStructure['orbits'][number] => ({
  label: `${element} 1${letter}`,
  letter,
  multiplicity: 1,
  siteSymmetry: 'm-3m',
  element,
});

const STRUCTURE: ViewerStructure = {
  lattice: [4, 0, 0, 0, 4, 0, 0, 0, 4],
  atoms: [
    {
      element: 'Fe',
      label: 'M',
      position: [0, 0, 0],
      orbit: 0,
      occupancy: [
        { element: 'Fe', share: 0.6 },
        { element: 'Ni', share: 0.3 },
      ],
    },
    { element: 'O', label: 'O', position: [0.5, 0.5, 0.5], orbit: 1, occupancy: [{ element: 'O', share: 1 }] },
    { element: 'O', label: 'O2', position: [0.5, 0, 0], orbit: null, occupancy: [{ element: 'O', share: 1 }] },
  ],
  orbits: [orbit('Fe', 'a'), orbit('O', 'b')],
};

describe('looks of sites', () => {
  it('have one sector for each element and one for what is empty', () => {
    const [mixedSite, oxygen] = siteLooks(STRUCTURE, 'element', null, COLORS);
    expect(mixedSite!.sectors.map(({ share }) => Number(share.toFixed(6)))).toEqual([0.6, 0.3, 0.1]);
    expect(mixedSite!.color).toEqual(elementColor('Fe', background));
    expect(mixedSite!.sectors[2]!.color).toEqual(vacantColor(COLORS));
    expect(oxygen!.sectors).toEqual([{ color: elementColor('O', background), share: 1 }]);
    expect([...elementsOf(STRUCTURE.atoms)]).toEqual(['Fe', 'Ni', 'O']);
  });

  it('are the ones of orbits if they are asked for; a site without an orbit is grey', () => {
    const [first, second, third] = siteLooks(STRUCTURE, 'orbit', null, COLORS);
    expect(first!.sectors).toEqual([{ color: orbitColor(0, background), share: 1 }]);
    expect(second!.color).toEqual(orbitColor(1, background));
    expect(third!.color).not.toEqual(second!.color);
    expect(colorDifference(first!.color, second!.color)).toBeGreaterThan(0.1);
  });

  it('fade towards the background where the site is not of the chosen orbit', () => {
    const before = siteLooks(STRUCTURE, 'element', null, COLORS);
    const after = siteLooks(STRUCTURE, 'element', 1, COLORS);
    expect(after[1]).toEqual(before[1]);
    for (const site of [0, 2])
      expect(colorDifference(after[site]!.color, background)).toBeLessThan(
        0.6 * colorDifference(before[site]!.color, background),
      );
  });
});
