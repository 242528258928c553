import { expect, test } from 'vitest';
import { settings, spaceGroup, type SpaceGroup, symmetryElements } from '../index.js';
import { locateOperations } from './operationLocations.js';

const symbols = (group: SpaceGroup): string[] => locateOperations(group).map(({ symbol }) => symbol);

// Symmetry operations as the International Tables A list them.
test('P 1 21/c 1', () => {
  expect(symbols(spaceGroup(14))).toEqual(['1', '2(0,1/2,0) 0,y,1/4', '-1 0,0,0', 'c x,1/4,z']);
});

test('P n m a', () => {
  expect(symbols(spaceGroup(62))).toEqual([
    '1',
    '2(0,0,1/2) 1/4,0,z',
    '2(0,1/2,0) 0,y,0',
    '2(1/2,0,0) x,1/4,1/4',
    '-1 0,0,0',
    'a x,y,1/4',
    'm x,1/4,z',
    'n(0,1/2,1/2) 1/4,y,z',
  ]);
});

test('P 41 and P -4', () => {
  expect(symbols(spaceGroup(76))).toEqual(['1', '2(0,0,1/2) 0,0,z', '4+(0,0,1/4) 0,0,z', '4-(0,0,3/4) 0,0,z']);
  expect(symbols(spaceGroup(81))).toEqual(['1', '2 0,0,z', '-4+ 0,0,z; 0,0,0', '-4- 0,0,z; 0,0,0']);
});

test('C m c e: planes e, and what centring adds', () => {
  const located = locateOperations(spaceGroup(64));
  expect(located.find(({ symbol }) => symbol.startsWith('t'))).toMatchObject({
    symbol: 't(1/2,1/2,0)',
    locus: null,
  });
  const across = located.filter(({ operation }) => operation.type === 'm' && operation.axis?.join() === '0,0,1');
  expect(across.map(({ symbol }) => symbol.split(' ')[0]).toSorted()).toEqual(['a', 'b']);
});

/** `1/4,y,-x+1/2` at values of x, y, z. */
function at(locus: string, x: readonly number[]): number[] {
  return locus.split(',').map((form) =>
    [...form.matchAll(/([+-]?)(\d+(?:\/\d+)?)?\*?([xyz])?/g)].reduce((sum, [whole, sign, size, letter]) => {
      if (whole === '') return sum;
      const [n = 1, d = 1] = (size ?? '1').split('/').map(Number);
      return sum + (sign === '-' ? -1 : 1) * (n / d) * (letter === undefined ? 1 : x['xyz'.indexOf(letter)]!);
    }, 0),
  );
}

test('in all 530 settings an operation moves the points of its element by its screw or glide part, and keeps its point', () => {
  for (const { number, qualifier } of settings()) {
    const group = spaceGroup(number, { qualifier });
    locateOperations(group).forEach(({ operation, locus, point, symbol }, i) => {
      expect(group.indexOf(operation)).toBe(i);
      if (locus === null) {
        expect(operation.type).toBe('1');
        return;
      }
      const kept = point === null ? locus.toXyz() : point.map(([n, d]) => `${n}/${d}`).join(',');
      expect(symbol).toContain(locus.toXyz());
      for (const x of [
        [0.1, 0.23, 0.37],
        [-0.4, 0.7, 0.05],
      ]) {
        const [a, b, c] = at(kept, x) as [number, number, number];
        operation
          .apply([a, b, c])
          .forEach((y, j) => expect(y).toBeCloseTo([a, b, c][j]! + operation.intrinsic[j]! / 24, 10));
      }
      if (point !== null) expect(onLocus(locus.toXyz(), kept)).toBe(true);
    });
  }
});

/** Whether a point is on a line, `0,y,1/4`. */
function onLocus(locus: string, point: string): boolean {
  const p = at(point, [0, 0, 0]);
  const o = at(locus, [0, 0, 0]);
  const d = at(locus, [1, 1, 1]).map((c, i) => c - o[i]!);
  const i = d.findIndex((c) => c !== 0);
  const t = (p[i]! - o[i]!) / d[i]!;
  return p.every((c, j) => Math.abs(c - o[j]! - t * d[j]!) < 1e-9);
}

test('the element is that of the listed operation itself where its constants are in the cell', () => {
  for (const number of [14, 62, 141, 167, 194, 227]) {
    const group = spaceGroup(number);
    const inCell = new Set(
      symmetryElements(group).flatMap(({ operations }) => operations.map((operation) => operation.toXyz())),
    );
    locateOperations(group).forEach(({ operation, locus }, i) => {
      const listed = group.operations[i]!;
      if (locus !== null) expect(operation.equals(listed)).toBe(inCell.has(listed.toXyz()));
    });
  }
});
