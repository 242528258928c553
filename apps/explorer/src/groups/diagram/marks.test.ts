import { settings, spaceGroup, symmetryElements } from '@crystal-fourier/spacegroups';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleCell } from '../../cell/exampleCell.js';
import { corners, directionOnPaper, drawingFrame, fromPaper, onPaper, type ViewAxis } from './drawingFrame.js';
import { fractionSign, heightLabel } from './heights.js';
import { legendMarks, legendText } from './legendText.js';
import { type Mark, marksOf, notDrawn } from './marks.js';
import { pickMark } from './pickMark.js';
import { defaultLayers, defaultView, startPoint, symbolScale, wantsQuarter } from './viewChoice.js';

const SQUARE = [1, 0, 0, 0, 1, 0, 0, 0, 1];

function drawn(number: number, view: ViewAxis = 'c', extent = 1): Mark[] {
  const group = spaceGroup(number);
  return marksOf(symmetryElements(group), drawingFrame(exampleCell(group), view, extent));
}

/** Marks of a kind as text, each once. */
const texts = (marks: readonly Mark[], kind: Mark['kind']): string[] => [
  ...new Set(
    marks.flatMap((m) =>
      m.kind === kind ? [`${m.symbol}${'label' in m && m.label !== '' ? ` ${m.label}` : ''}`] : [],
    ),
  ),
];

describe('drawingFrame', () => {
  it('draws a downwards and b to the right along c, in cyclic order along the others', () => {
    expect(drawingFrame(SQUARE, 'c')).toMatchObject({ height: 2, down: 0, right: 1, downVector: [0, 400] });
    expect(drawingFrame(SQUARE, 'a')).toMatchObject({ height: 0, down: 1, right: 2 });
    expect(drawingFrame(SQUARE, 'b')).toMatchObject({ height: 1, down: 2, right: 0 });
  });

  it('draws hexagonal axes at 120 degrees, b to the right and a down to the left', () => {
    const [x, y] = directionOnPaper(drawingFrame(exampleCell(spaceGroup(194)), 'c'), [1, 0]);
    expect([x, y]).toEqual([expect.closeTo(-0.5, 9), expect.closeTo(Math.sqrt(3) / 2, 9)]);
  });

  it('is undone by fromPaper', () => {
    const coordinate = fc.double({ min: -1, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(1, 3, 14, 62, 166, 227), coordinate, coordinate, (number, u, v) => {
        const frame = drawingFrame(exampleCell(spaceGroup(number)), 'b', 0.5);
        const back = fromPaper(frame, onPaper(frame, [u, v]));
        expect(back).toEqual([expect.closeTo(u, 9), expect.closeTo(v, 9)]);
      }),
    );
  });

  it('keeps the drawn part within its size', () => {
    for (const number of [2, 14, 62, 166, 227]) {
      for (const extent of [0.5, 1]) {
        const points = corners(drawingFrame(exampleCell(spaceGroup(number)), 'c', extent, 300));
        for (const i of [0, 1] as const) {
          const values = points.map((p) => p[i]);
          expect(Math.max(...values) - Math.min(...values)).toBeLessThan(520);
        }
      }
    }
  });
});

describe('heights', () => {
  it('names the lower of a pair half a cell apart, and 0 not at all', () => {
    expect(heightLabel([0, 0.5])).toBe('');
    expect(heightLabel([0.25, 0.75])).toBe('¼');
    expect(heightLabel([0.125, 0.375, 0.625, 0.875])).toBe('⅛,⅜');
    expect(heightLabel([0])).toBe('');
    expect(heightLabel([0.25, 0])).toBe('0,¼');
    expect(heightLabel([1.125])).toBe('⅛');
  });

  it('prints fractions', () => {
    expect([0.5, 1 / 3, -0.25, 5 / 12, 2, 0.1234].map(fractionSign)).toEqual(['½', '⅓', '−¼', '5⁄12', '2', '0.12']);
  });
});

describe('marksOf', () => {
  it('draws P n m a as the Tables do', () => {
    const marks = drawn(62);
    expect(texts(marks, 'point')).toEqual(['-1', '2_1']);
    expect(texts(marks, 'line')).toEqual(['mirror', 'diagonal']);
    expect(texts(marks, 'corner')).toEqual(['a ¼']);
    expect(texts(marks, 'level').toSorted()).toEqual(['2_1', '2_1 ¼']);
    // The glide of the bracket is along a, which is drawn downwards.
    const corner = marks.find((m) => m.kind === 'corner');
    expect(corner?.kind === 'corner' && corner.glides).toEqual([[0.5, 0]]);
  });

  it('draws P 63/m m c with −6 at 1/4 and lines of all styles but two', () => {
    const marks = drawn(194);
    expect(texts(marks, 'point').toSorted()).toEqual(['-6 ¼', '2_1/m', '6_3/m']);
    expect(texts(marks, 'line').toSorted()).toEqual(['diagonal', 'inPlane', 'mirror', 'upward']);
    expect(texts(marks, 'corner')).toEqual(['m ¼']);
  });

  it('draws diamond glides with arrows, and e planes', () => {
    const lines = drawn(227).filter((m) => m.kind === 'line');
    expect(lines.every((m) => (m.style === 'diamond') === (m.arrow !== undefined))).toBe(true);
    expect(lines.some((m) => m.style === 'diamond')).toBe(true);
    expect(texts(drawn(225), 'line')).toContain('double');
    expect(notDrawn(symmetryElements(spaceGroup(225)), drawingFrame(SQUARE, 'c'))).toBeGreaterThan(0);
    expect(notDrawn(symmetryElements(spaceGroup(62)), drawingFrame(SQUARE, 'c'))).toBe(0);
  });

  it('shows every axis, centre and upright or level plane of every setting in every view', () => {
    const groups = settings().map((s) => spaceGroup(s.number, { qualifier: s.qualifier }));
    for (const group of groups.filter((_, i) => i % 23 === 0)) {
      const elements = symmetryElements(group);
      for (const view of ['a', 'b', 'c'] as const) {
        const frame = drawingFrame(exampleCell(group), view);
        const marks = marksOf(elements, frame);
        const shown = new Set(marks.flatMap((m) => m.elements));
        // Centres on upright axes are part of their symbols.
        const hidden = elements.filter((e) => e.kind !== 'centre' && !shown.has(e));
        expect(`${String(group)} ${hidden.length}`).toBe(`${String(group)} ${notDrawn(elements, frame)}`);
        for (const mark of marks) {
          const points = 'at' in mark ? [mark.at] : 'line' in mark ? [mark.line.from, mark.line.to] : [];
          expect(points.flat().every((c) => c > -1e-6 && c < 1 + 1e-6)).toBe(true);
        }
      }
    }
  });

  it('draws inclined axes where they cross height 0', () => {
    const inclined = drawn(195).filter((m) => m.kind === 'inclined');
    const threefold = inclined.filter((m) => m.symbol === '3' && m.at.join() === '0,0');
    expect(threefold.map((m) => m.rising.join()).toSorted()).toEqual(['-1,-1', '-1,1', '1,-1', '1,1']);
  });

  it('has only the symbols of a quarter where that is asked for', () => {
    const quarter = drawn(225, 'c', 0.5);
    expect(quarter.length).toBeLessThan(drawn(225).length);
    expect(quarter.every((m) => m.kind !== 'point' || Math.max(...m.at) <= 0.5 + 1e-9)).toBe(true);
  });
});

describe('choices', () => {
  it('looks along the unique axis of monoclinic groups', () => {
    const view = (number: number, qualifier?: string): ViewAxis => {
      const group = qualifier === undefined ? spaceGroup(number) : spaceGroup(number, { qualifier });
      return defaultView(group, symmetryElements(group));
    };
    expect([view(14), view(14, 'c1'), view(8, 'a1'), view(62), view(2)]).toEqual(['b', 'c', 'a', 'c', 'c']);
  });

  it('hides inclined axes, takes a quarter and draws smaller where there is much', () => {
    expect(defaultLayers(drawn(195)).has('inclined')).toBe(false);
    expect(defaultLayers(drawn(62)).has('inclined')).toBe(true);
    expect([62, 195, 227].map((n) => wantsQuarter(spaceGroup(n)))).toEqual([false, false, true]);
    expect([2, 141, 227].map((n) => symbolScale(drawn(n)))).toEqual([1, 1, 0.85]);
  });

  it('begins off the symmetry elements', () => {
    for (const number of [62, 123, 194, 191])
      expect(spaceGroup(number).siteSymmetry([...startPoint(spaceGroup(number))] as never, 0.01).order).toBe(1);
  });
});

describe('pickMark', () => {
  const frame = drawingFrame(SQUARE, 'c');
  const marks = marksOf(symmetryElements(spaceGroup(62)), frame);

  it('finds symbols before lines, arrows outside, and nothing far from all', () => {
    const at = (u: number, v: number): string | undefined => pickMark(marks, frame, onPaper(frame, [u, v]))?.symbol;
    expect(at(0.25, 0.01)).toBe('2_1');
    expect(at(0.26, 0.12)).toBe('diagonal');
    expect(at(0.1, 0.1)).toBeUndefined();
    const arrow = pickMark(marks, frame, [onPaper(frame, [0, 0])[0] - 16, 0]);
    expect(arrow?.kind).toBe('level');
  });

  it('tells axes at different heights on one line apart', () => {
    const cubic = marksOf(symmetryElements(spaceGroup(221)), frame);
    const [x] = onPaper(frame, [0, 0]);
    const found = [17, 41].map((by) => pickMark(cubic, frame, [x - by, 0])!);
    expect(found.map(({ kind, symbol }) => `${kind} ${symbol}`)).toEqual(['level 4', 'level 2']);
  });
});

describe('legend', () => {
  it('explains each symbol once', () => {
    for (const number of [62, 141, 194, 195, 225, 227, 2]) {
      const all = legendMarks(drawn(number)).map(legendText);
      expect(new Set(all).size).toBe(all.length);
    }
    expect(legendMarks(drawn(62)).map(legendText)).toEqual([
      '2₁ screw axis, towards you',
      'centre of inversion',
      '2₁ screw axis, in the paper',
      'a plane in the paper; arrows: glide',
      'glide plane: glide along the line and towards you',
      'mirror plane, seen edge on',
    ]);
    expect(legendMarks(drawn(148)).map(legendText)).toContain('−3 axis, towards you');
    expect(legendMarks(drawn(176)).map(legendText)).toContain('6₃ screw axis with a centre on it, towards you');
  });
});
