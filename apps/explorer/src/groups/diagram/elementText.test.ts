import { spaceGroup, symmetryElements } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';
import { elementClasses, elementText, kindText, summaryText, symbolText } from './elementText.js';

const elements = symmetryElements(spaceGroup(62));

describe('elementText', () => {
  it('names type, direction, place and what the element does', () => {
    const text = (number: number, place: string): string | undefined =>
      symmetryElements(spaceGroup(number))
        .filter((e) => e.locus.toXyz() === place)
        .map(elementText)[0];
    expect(text(62, '1/4,0,z')).toBe('2₁ screw axis along [001] at 1/4, 0, z; screw part (0, 0, 1/2)');
    expect(text(62, 'x,1/4,z')).toBe('mirror plane normal to [010] at x, 1/4, z');
    expect(text(62, '1/4,y,z')).toBe('n diagonal glide plane normal to [100] at 1/4, y, z; glide (0, 1/2, 1/2)');
    expect(text(62, '0,0,0')).toBe('centre of inversion at 0, 0, 0');
    expect(text(81, '0,0,z')).toBe('−4 rotoinversion axis along [001] at 0, 0, z; inversion point at 0, 0, 0');
    expect(text(64, 'x,y,1/4')).toMatch(/^e double glide plane.*glides \(1\/2, 0, 0\) and \(0, 1\/2, 0\)$/);
    expect(text(137, 'x,-x,1/4')).toMatch(/\[1\u2009−1\u20090\] at x, −x, 1\/4$/);
  });

  it('prints symbols', () => {
    expect(['2_1/m', '-3', '6_5', 'm'].map(symbolText)).toEqual(['2₁/m', '−3', '6₅', 'm']);
  });

  it('groups equivalent elements, axes first, and names both hands of a class', () => {
    const classes = elementClasses(symmetryElements(spaceGroup(141)));
    expect(classes[0]?.symbol).toBe('4₁, 4₃');
    expect(kindText(classes[0]!.elements[0]!, classes[0]!.symbol)).toBe('4₁, 4₃ screw axis along [001]');
    expect(classes.at(-1)?.elements[0]?.kind).toBe('centre');
    expect(classes.reduce((n, c) => n + c.elements.length, 0)).toBe(symmetryElements(spaceGroup(141)).length);
  });

  it('says in words what the drawing shows', () => {
    expect(summaryText(elements)).toBe(
      'Symmetry elements of one cell: 8 2₁ axes; 4 2₁/m axes; 2 a planes; 2 m planes; 2 n planes; 8 centres of inversion.',
    );
    expect(summaryText([])).toBe('This group has no symmetry elements: only translations.');
    expect(summaryText(symmetryElements(spaceGroup(168)))).toMatch(/: 1 6 axis;/);
  });
});
