import { spaceGroup, symmetryElements } from '@crystal-fourier/spacegroups';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleCell } from '../../cell/exampleCell.js';
import { drawingBox, fontSizeOf } from './drawingBox.js';
import { drawingFrame, onPaper } from './drawingFrame.js';
import { type Box, boxAround, placeLabels, textSize } from './labelLayout.js';
import { levelPositions } from './levelPositions.js';
import { markLabels } from './markLabels.js';
import { marksOf } from './marks.js';
import { orbitLabels, orbitRadius } from './orbitLabels.js';
import { orbitMarks } from './orbitPoints.js';
import { startPoint, symbolScale, wantsQuarter } from './viewChoice.js';

const FONT = 14;

function drawn(number: number) {
  const group = spaceGroup(number);
  const frame = drawingFrame(exampleCell(group), 'c', wantsQuarter(group) ? 0.5 : 1);
  const marks = marksOf(symmetryElements(group), frame);
  return { group, frame, marks, labels: markLabels(marks, frame, symbolScale(marks), FONT) };
}

/** Area that two boxes share, as a part of the smaller one; slow and obvious. */
function shared(a: Box, b: Box): number {
  const area = ({ left, top, right, bottom }: Box): number => Math.max(0, right - left) * Math.max(0, bottom - top);
  const both: Box = {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
  if (both.right <= both.left || both.bottom <= both.top) return 0;
  return area(both) / Math.min(area(a), area(b));
}

describe('placeLabels', () => {
  const request = { text: '1', positions: [[0, 0] as const, [100, 0] as const] };
  const [place] = request.positions;

  it('takes the first place that is free', () => {
    expect(placeLabels([request], { boxes: [], lines: [] }, FONT)[0]).toMatchObject({ at: [0, 0], isClear: true });
    const around = { boxes: [boxAround(place!, [4, 4])], lines: [] };
    expect(placeLabels([request], around, FONT)[0]).toMatchObject({ at: [100, 0], isClear: true });
    const both = placeLabels([request, request, request], { boxes: [], lines: [] }, FONT);
    expect(both.map(({ at, isClear }) => [at[0], isClear])).toEqual([
      [0, true],
      [100, true],
      [0, false],
    ]);
  });

  it('keeps off lines if it can, and rather crosses one than covers a symbol', () => {
    for (const line of [
      [
        [-50, 0],
        [50, 0],
      ],
      [
        [0, -50],
        [0, 50],
      ],
      [
        [-50, -40],
        [50, 40],
      ],
    ] as const) {
      expect(placeLabels([request], { boxes: [], lines: [line] }, FONT)[0]!.at).toEqual([100, 0]);
      const around = { boxes: [boxAround([100, 0], [9, 9])], lines: [line] };
      expect(placeLabels([request], around, FONT)[0]).toMatchObject({ at: [0, 0], isClear: true });
    }
    const beside = [
      [-50, 20],
      [50, 20],
    ] as const;
    expect(placeLabels([request], { boxes: [], lines: [beside] }, FONT)[0]!.at).toEqual([0, 0]);
  });

  it('says what is wrong with a text that has no place', () => {
    expect(() => placeLabels([{ text: '¼', positions: [] }], { boxes: [], lines: [] }, FONT)).toThrow(/"¼"/);
  });

  it('what is clear covers next to nothing', () => {
    const coordinate = fc.integer({ min: 0, max: 60 });
    const point = fc.tuple(coordinate, coordinate);
    fc.assert(
      fc.property(
        fc.array(fc.array(point, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.array(point, { maxLength: 6 }),
        (all, symbols) => {
          const boxes = symbols.map((at) => boxAround(at, [10, 10]));
          const placed = placeLabels(
            all.map((positions) => ({ text: '½+', positions })),
            { boxes, lines: [] },
            FONT,
          );
          placed.forEach(({ box, isClear }, i) => {
            const others = [...boxes, ...placed.slice(0, i).map((label) => label.box)];
            if (isClear) for (const other of others) expect(shared(box, other)).toBeLessThan(0.25);
          });
        },
      ),
    );
  });
});

describe('markLabels', () => {
  it.each([14, 62, 136, 141, 167, 194, 216, 221, 225, 227, 230])('in group %i no height covers another', (number) => {
    const { marks, labels } = drawn(number);
    const boxes = [...labels.positions].map(([mark, at]) =>
      boxAround(at, textSize('label' in mark ? mark.label : '', FONT)),
    );
    expect(boxes.length).toBe(
      marks.filter((mark) => (mark.kind === 'point' || mark.kind === 'level') && mark.label !== '').length,
    );
    boxes.forEach((box, i) => {
      for (const other of boxes.slice(0, i)) expect(shared(box, other)).toBeLessThan(0.12);
    });
  });

  it('puts the height of one horizontal axis behind its arrow, to the right', () => {
    const { frame, marks, labels } = drawn(62);
    const level = marks.find((mark) => mark.kind === 'level' && mark.label === '¼')!;
    const [x, y] = labels.positions.get(level)!;
    // 2₁ along a at y = 1/4, z = 1/4: above the cell.
    expect([x, y < -25]).toEqual([onPaper(frame, [0, 0.25])[0], true]);
  });
});

describe('levelPositions', () => {
  it('puts axes at different heights on one line behind one another', () => {
    const { frame, marks } = drawn(221);
    const positions = [...levelPositions(marks, frame)].filter(
      ([mark]) => mark.kind === 'level' && [...mark.line.from, ...mark.line.to].join() === '0,0,0,1',
    );
    expect(positions.map(([{ symbol }, { out, count }]) => [symbol, out, count])).toEqual([
      ['4', 7, 2],
      ['2', 31, 2],
    ]);
    expect(positions[0]![1].ends.map(({ at, along }) => [...at, ...along].map((c) => Math.round(c) + 0))).toEqual([
      [0, 0, -1, 0],
      [400, 0, 1, 0],
    ]);
  });
});

describe('orbitLabels', () => {
  const labelsOf = (number: number) => {
    const { group, frame, labels } = drawn(number);
    const marks = orbitMarks(group, startPoint(group), frame);
    return { marks, frame, labels, found: orbitLabels(marks, frame, labels, FONT) };
  };

  it('writes a height at each point where there is room', () => {
    for (const number of [2, 14, 62, 136, 141]) {
      const { marks, found } = labelsOf(number);
      expect(found.size).toBe(marks.length);
      expect([...found].map(([mark, { text }]) => text === mark.labels.join(' '))).not.toContain(false);
    }
  });

  it('covers no symbol, no height and no point', () => {
    for (const number of [62, 136, 141, 167, 194, 221]) {
      const { marks, frame, labels, found } = labelsOf(number);
      const r = orbitRadius(marks);
      const around = [...labels.boxes, ...marks.map(({ at }) => boxAround(onPaper(frame, at), [2 * r, 2 * r]))];
      const boxes = [...found.values()].map(({ at, text }) => boxAround(at, textSize(text, FONT)));
      boxes.forEach((box, i) => {
        for (const other of [...around, ...boxes.slice(0, i)]) expect(shared(box, other)).toBeLessThan(0.25);
      });
    }
  });

  it('leaves the heights out of a crowd, whose points are small', () => {
    const { marks, found } = labelsOf(230);
    expect([found.size, orbitRadius(marks)]).toEqual([0, 3.4]);
  });

  it('leaves a height out where there is no room, and all where that happens to many', () => {
    const { marks, frame } = labelsOf(62);
    const covering = (sides: readonly number[]) =>
      orbitLabels(
        marks,
        frame,
        { boxes: sides.map((side, i) => boxAround(onPaper(frame, marks[i]!.at), [side, side])), lines: [] },
        FONT,
      );
    expect([...covering([90]).keys()]).toEqual(marks.slice(1));
    expect(covering([90, 90, 90, 90]).size).toBe(0);
  });
});

describe('drawingBox', () => {
  it('has room for all symbols, and more where there are more', () => {
    const { frame, marks } = drawn(62);
    const box = drawingBox(marks, frame);
    for (const { ends, out } of levelPositions(marks, frame).values())
      for (const { at, along } of ends) {
        const [x, y] = [at[0] + (out + 40) * along[0], at[1] + (out + 40) * along[1]];
        expect([x > box.x, x < box.x + box.width, y > box.y, y < box.y + box.height]).not.toContain(false);
      }
    const bare = drawingBox([], frame);
    expect([bare.width < box.width, bare.height < box.height]).toEqual([true, true]);
    const planes = marks.filter(({ kind }) => kind === 'corner');
    expect(drawingBox(planes, frame).y).toBeLessThan(bare.y);
    expect(drawingBox(planes, frame).height).toBeGreaterThan(bare.height);
  });

  it('has text of one size on the screen', () => {
    expect(fontSizeOf({ width: 620 }, 620)).toBe(13.5);
    expect(fontSizeOf({ width: 1240 }, 620)).toBe(27);
    expect(fontSizeOf({ width: 600 }, 300)).toBe(27);
  });
});
