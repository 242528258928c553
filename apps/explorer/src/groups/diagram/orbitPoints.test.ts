import { spaceGroup } from '@crystal-fourier/spacegroups';
import { describe, expect, it } from 'vitest';
import { drawingFrame } from './drawingFrame.js';
import { orbitMarks } from './orbitPoints.js';
import { movedPoint, pointText } from './pointKeys.js';

const frame = drawingFrame([1, 0, 0, 0, 1, 0, 0, 0, 1], 'c');

describe('orbitMarks', () => {
  it('draws the general position of P n m a', () => {
    const marks = orbitMarks(spaceGroup(62), [0.13, 0.07, 0.09], frame);
    expect(marks.length).toBe(8);
    const found = marks.map(({ at, labels, hasMirrored }) => `${at.map((c) => c.toFixed(2))} ${labels} ${hasMirrored}`);
    expect(found).toContain('0.13,0.07 + false');
    expect(found).toContain('0.13,0.43 + true');
    expect(found).toContain('0.37,0.93 ½+ false');
  });

  it('puts images at one place on paper together, mirror images last', () => {
    const marks = orbitMarks(spaceGroup(10), [0.13, 0.07, 0.09], drawingFrame([1, 0, 0, 0, 1, 0, 0, 0, 1], 'b'));
    expect(marks.map(({ labels, hasOwn, hasMirrored }) => [labels, hasOwn, hasMirrored])).toEqual([
      [['+', '−'], true, true],
      [['+', '−'], true, true],
    ]);
  });

  it('names the coordinate that is the height where it is another', () => {
    const labels = orbitMarks(spaceGroup(195), [0.13, 0.07, 0.09], frame).flatMap((m) => m.labels);
    expect(labels).toContain('+x');
    const hexagonal = orbitMarks(spaceGroup(168), [0.13, 0.07, 0.09], drawingFrame([1, 0, 0, 0, 1, 0, 0, 0, 1], 'a'));
    expect(hexagonal.flatMap((m) => m.labels)).toContain('+x−y');
  });

  it('repeats a point on the edge at the opposite edge', () => {
    expect(orbitMarks(spaceGroup(1), [0, 0.3, 0.1], frame).map(({ at }) => at)).toEqual([
      [0, 0.3],
      [1, 0.3],
    ]);
  });
});

describe('movedPoint', () => {
  it('moves along the axes on paper and stays in the drawn part', () => {
    const half = { ...frame, extent: 0.5 };
    expect(movedPoint([0.2, 0.3, 0.4], 'ArrowRight', frame)).toEqual([0.2, 0.31, 0.4]);
    expect(movedPoint([0.2, 0.3, 0.4], 'ArrowUp', frame)).toEqual([0.19, 0.3, 0.4]);
    expect(movedPoint([0.2, 0.3, 0.4], 'PageUp', half)).toEqual([0.2, 0.3, 0.41]);
    expect(movedPoint([0.5, 0.3, 0.4], 'ArrowDown', half)).toEqual([0.5, 0.3, 0.4]);
    expect(movedPoint([0, 0.3, 0.4], 'ArrowUp', half)).toEqual([0, 0.3, 0.4]);
    expect(movedPoint([0, 0.3, 0.4], 'Tab', half)).toBeUndefined();
    expect(pointText([0.123, 0.5, 1])).toBe('x 0.12, y 0.50, z 1.00');
  });
});
