import { adjugate, cross, det, dot, type Mat3, matVec, transpose, type Vec3, vecMat } from '@crystal-fourier/math3';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fromHall, parseAbc, parseXyz, settings, spaceGroup, type SpaceGroup, SymOp } from '../index.js';
import { locateOperation, locateOperations, toGeometric } from './operationLocations.js';

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

test('I 41/a m d, origin choice 1: d planes and constants outside the cell', () => {
  expect(symbols(spaceGroup(141, { origin: 1 })).slice(0, 16)).toEqual([
    '1',
    '2(0,0,1/2) 1/4,1/4,z',
    '4+(0,0,1/4) -1/4,1/4,z',
    '4-(0,0,3/4) 1/4,-1/4,z',
    '2 1/4,y,3/8',
    '2 x,1/4,1/8',
    '2(1/2,1/2,0) x,x,1/4',
    '2 x,-x,0',
    '-1 0,1/4,1/8',
    'a x,y,3/8',
    '-4+ 0,0,z; 0,0,0',
    '-4- 0,1/2,z; 0,1/2,1/4',
    'n(1/2,0,1/2) x,1/4,z',
    'm 0,y,z',
    'd(1/4,-1/4,3/4) x+1/4,-x,z',
    'd(1/4,1/4,1/4) x-1/4,x,z',
  ]);
});

test('P 21 3: threefold axes with and without screw part', () => {
  expect(symbols(spaceGroup(198)).slice(4)).toEqual([
    '3+ x,x,x',
    '3+ -x+1/2,x,-x',
    '3+ x+1/2,-x-1/2,-x',
    '3+ -x,-x+1/2,x',
    '3- x,x,x',
    '3-(-1/3,1/3,1/3) x+1/6,-x+1/6,-x',
    '3-(1/3,1/3,-1/3) -x+1/3,-x+1/6,x',
    '3-(1/3,-1/3,1/3) -x-1/6,x+1/3,-x',
  ]);
});

test('I 41 3 2: axes along face diagonals', () => {
  expect(symbols(spaceGroup(214)).slice(12, 24)).toEqual([
    '2(1/2,1/2,0) x,x-1/4,1/8',
    '2 x,-x+3/4,3/8',
    '4-(0,0,3/4) 1/4,0,z',
    '4+(0,0,1/4) -1/4,1/2,z',
    '4-(3/4,0,0) x,1/4,0',
    '2(0,1/2,1/2) 1/8,y+1/4,y',
    '2 3/8,y+3/4,-y',
    '4+(1/4,0,0) x,-1/4,1/2',
    '4+(0,1/4,0) 1/2,y,-1/4',
    '2(1/2,0,1/2) x-1/4,1/8,x',
    '4-(0,3/4,0) 0,y,1/4',
    '2 -x+3/4,3/8,x',
  ]);
});

test('F 2 3 and R 3 m: what a centring translation makes of an operation', () => {
  expect(symbols(spaceGroup(196)).slice(16, 24)).toEqual([
    '3+(1/3,1/3,1/3) x-1/3,x-1/6,x',
    '3+ -x,x+1/2,-x',
    '3+(-1/3,1/3,1/3) x+1/3,-x-1/6,-x',
    '3+ -x,-x+1/2,x',
    '3-(1/3,1/3,1/3) x-1/6,x+1/6,x',
    '3-(-1/3,1/3,1/3) x+1/6,-x+1/6,-x',
    '3- -x+1/2,-x+1/2,x',
    '3- -x-1/2,x+1/2,-x',
  ]);
  expect(symbols(spaceGroup(160)).slice(6)).toEqual([
    't(2/3,1/3,1/3)',
    '3+(0,0,1/3) 1/3,1/3,z',
    '3-(0,0,1/3) 1/3,0,z',
    'g(1/6,-1/6,1/3) x+1/2,-x,z',
    'g(1/6,1/3,1/3) x+1/4,2x,z',
    'g(2/3,1/3,1/3) 2x,x,z',
    't(1/3,2/3,2/3)',
    '3+(0,0,2/3) 0,1/3,z',
    '3-(0,0,2/3) 1/3,1/3,z',
    'g(-1/6,1/6,2/3) x+1/2,-x,z',
    'g(1/3,2/3,2/3) x,2x,z',
    'g(1/3,1/6,2/3) 2x-1/2,x,z',
  ]);
});

test('elements outside the cell are those of the listed operations', () => {
  const symbol = (number: number, place: number): string => symbols(spaceGroup(number))[place - 1]!;
  expect(symbol(122, 8)).toBe('d(1/4,1/4,3/4) x+1/4,x,z');
  expect(symbol(206, 6)).toBe('3+ -x+1/2,x,-x');
  expect(symbol(206, 19)).toBe('-3+ x+1/2,-x+1/2,-x; 1/2,1/2,0');
  expect(symbol(210, 13)).toBe('2(1/2,1/2,0) x,x-1/4,3/8');
});

test('a lattice translation moves the element, and can change the screw or glide part', () => {
  expect(toGeometric(parseXyz('z+1/2,-x+1/2,-y'))).toBe('3+ -x+1/2,x,-x');
  expect(toGeometric(parseXyz('z+1/2,-x+1/2,-y+1'))).toBe('3+(1/3,-1/3,1/3) -x+1/6,x+2/3,-x');
  expect(toGeometric(parseXyz('x+1/2,-y,z'))).toBe('a x,0,z');
  expect(toGeometric(parseXyz('x-1/2,-y+1,z'))).toBe('a(-1/2,0,0) x,1/2,z');
  expect(toGeometric(parseXyz('x+3/2,-y,z'))).toBe('g(3/2,0,0) x,0,z');
  expect(toGeometric(parseXyz('x+1/2,-y,z+3/2'))).toBe('n(1/2,0,3/2) x,0,z');
  expect(toGeometric(parseXyz('x+1,y,z-1/2'))).toBe('t(1,0,-1/2)');
  expect(locateOperation(parseXyz('-x,-y,-z+1')).locus?.toXyz()).toBe('0,0,1/2');
});

/** Coefficients of x, y, z and the constant of each coordinate of `1/4,y,-x+1/2`. */
function readLocus(text: string): number[][] {
  return text.split(',').map((form) => {
    const row = [0, 0, 0, 0];
    for (const [, sign, n, d, letter] of form.matchAll(/([+-]?)(?:(\d+)(?:\/(\d+))?)?([xyz])?/g))
      if (n !== undefined || letter !== undefined)
        row[letter === undefined ? 3 : 'xyz'.indexOf(letter)]! +=
          ((sign === '-' ? -1 : 1) * Number(n ?? 1)) / Number(d ?? 1);
    return row;
  });
}

const columnOf = (rows: readonly number[][], j: number): Vec3 => rows.map((row) => row[j]!) as unknown as Vec3;
const constants = (text: string): Vec3 => columnOf(readLocus(text), 3);

/** A metric that the group keeps, row-major: the mean of one that has no symmetry. */
function metricOf({ representatives }: SpaceGroup): Mat3 {
  const start: Mat3 = [1, 0.11, 0.07, 0.11, 1.37, 0.05, 0.07, 0.05, 1.71];
  const sum = Array<number>(9).fill(0);
  for (const { rot } of representatives) {
    const columns = [columnOf(rows3(rot), 0), columnOf(rows3(rot), 1), columnOf(rows3(rot), 2)];
    columns.forEach((u, i) => columns.forEach((v, j) => (sum[3 * i + j]! += dot(vecMat(u, start), v))));
  }
  return sum as unknown as Mat3;
}

const rows3 = (m: Mat3): number[][] => [0, 1, 2].map((i) => [m[3 * i]!, m[3 * i + 1]!, m[3 * i + 2]!]);

/** The turn by an angle about a direction [uvw], in the metric. */
function turnAbout(u: Vec3, angle: number, metric: Mat3): number[] {
  const dual = vecMat(u, metric);
  const length = Math.sqrt(dot(dual, u));
  const volume = Math.sqrt(det(metric));
  const inverse = adjugate(metric).map((c) => c / det(metric)) as unknown as Mat3;
  const images = (
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const
  ).map((e) => {
    const along = dot(dual, e) / length ** 2;
    const across = matVec(inverse, cross(u, e));
    return e.map(
      (c, i) =>
        Math.cos(angle) * c +
        (1 - Math.cos(angle)) * along * u[i]! +
        ((Math.sin(angle) * volume) / length) * across[i]!,
    );
  });
  return [...transpose(images.flat() as unknown as Mat3)];
}

/** The operation that a printed symbol says, by nothing but its text and a metric of the lattice. */
function readGeometric(text: string, metric: Mat3): SymOp {
  const [name = '', where = '', inverted] = text.split(' ');
  const [, type = '', sense = '', part] = /^(-?\w)([+-]?)(?:\((.*)\))?$/.exec(name)!;
  const own = part === undefined ? ([0, 0, 0] as Vec3) : constants(part);
  const moved = type.length === 1 && 'abc'.includes(type) && part === undefined ? half('abc'.indexOf(type)) : own;
  let matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  let fixed: Vec3 = [0, 0, 0];
  if (type === '-1') matrix = matrix.map((c) => -c);
  if (where !== '') {
    const rows = readLocus(where.replace(';', ''));
    const along = [0, 1, 2].map((j) => columnOf(rows, j)).filter((v) => v.some((c) => c !== 0));
    fixed = inverted === undefined ? columnOf(rows, 3) : constants(inverted);
    if (along.length === 2) {
      // A half-turn about the normal, followed by the inversion.
      const normal = matVec(adjugate(metric), cross(along[0]!, along[1]!));
      matrix = turnAbout(normal, Math.PI, metric).map((c) => -c);
    } else if (along.length === 1) {
      const angle = ((sense === '-' ? -1 : 1) * 2 * Math.PI) / Number(type.replace('-', ''));
      matrix = turnAbout(along[0]!, angle, metric).map((c) => (type.startsWith('-') ? -c : c));
    }
  }
  const rot = matrix.map((c) => Math.round(c) + 0) as unknown as Mat3;
  if (matrix.some((c, i) => Math.abs(c - rot[i]!) > 1e-9)) throw new Error(`${text} keeps no lattice of this shape`);
  const image = matVec(rot, fixed);
  const trans = fixed.map((c, i) => 24 * (moved[i]! + c - image[i]!));
  if (trans.some((t) => Math.abs(t - Math.round(t)) > 1e-9)) throw new Error(`${text} is no multiple of 1/24`);
  return SymOp.of(
    rot,
    trans.map((t) => Math.round(t) + 0),
  );
}

const half = (axis: number): Vec3 => [0, 1, 2].map((i) => (i === axis ? 0.5 : 0)) as unknown as Vec3;

test('in all 530 settings the printed symbol, by itself, is the listed operation and no other', () => {
  const wrong: string[] = [];
  let count = 0;
  for (const { number, qualifier } of settings()) {
    const group = spaceGroup(number, { qualifier });
    const metric = metricOf(group);
    const printed = symbols(group);
    expect(new Set(printed).size).toBe(group.order);
    for (const [i, text] of printed.entries())
      if (!readGeometric(text, metric).equals(group.operations[i]!)) wrong.push(`${group.operations[i]}: ${text}`);
    count += printed.length;
  }
  expect(wrong).toEqual([]);
  expect(count).toBe(7388);
});

test('on other axes and followed by lattice translations, too', () => {
  const groups = [
    spaceGroup(227).changeBasis(parseAbc('1/2*b+1/2*c,1/2*a+1/2*c,1/2*a+1/2*b')),
    spaceGroup(62).changeBasis(parseAbc('2a+3b,a+2b,c')),
    spaceGroup(161).changeBasis(parseAbc('2a,2b,c')),
    spaceGroup(220).changeBasis(parseAbc('a+b,b+c,a+c')),
    fromHall('I 4bd 2c 3'),
  ];
  for (const group of groups) {
    const metric = metricOf(group);
    for (const operation of group.operations)
      for (const cells of [
        [24, -24, 0],
        [-48, 0, 24],
      ] as const) {
        const moved = operation.translated(cells);
        const text = toGeometric(moved);
        expect(`${text}: ${readGeometric(text, metric)}`).toBe(`${text}: ${moved}`);
      }
  }
});

const numbers = (text: string): Vec3 =>
  text.split(' ').map((part) => {
    const [n = 0, d = 1] = part.split('/').map(Number);
    return n / d;
  }) as unknown as Vec3;

test('cctbx finds the same axes, senses, screw and glide parts and places for all operations of the 530 settings', () => {
  const { rows } = JSON.parse(
    readFileSync(new URL('../../../../tools/tables/sources/operation-locations-cctbx.json', import.meta.url), 'utf8'),
  ) as { rows: [string, number, string, number, string, string][] };
  expect(rows).toHaveLength(875);
  const known = new Set(rows.map(([xyz]) => xyz));
  for (const { number, qualifier } of settings())
    for (const operation of spaceGroup(number, { qualifier }).operations)
      expect(operation.type === '1' || known.has(operation.toXyz())).toBe(true);
  for (const [xyz, type, axis, sense, intrinsic, point] of rows) {
    const { operation, locus, point: stays } = locateOperation(parseXyz(xyz));
    expect([xyz, operation.type.replace('m', '-2')]).toEqual([xyz, `${type}`]);
    const theirs = numbers(intrinsic);
    operation.intrinsic.forEach((w, i) => expect(w / 24).toBeCloseTo(theirs[i]!, 12));
    const along = numbers(axis);
    if (type !== -1) {
      expect(cross(operation.axis!, along).map(Math.abs)).toEqual([0, 0, 0]);
      expect([xyz, operation.sense]).toEqual([xyz, sense * Math.sign(dot(operation.axis!, along)) + 0]);
    }
    // Their point is on our locus: the letters take the values at which the map gives it back.
    const rows = readLocus(locus!.toXyz());
    const x = numbers(point);
    const values = [0, 1, 2].map((j) => {
      const i = [0, 1, 2].find((i) => Math.abs(rows[i]![j]!) > 0 && rows[i]!.filter((c) => c !== 0).length <= 2);
      return i === undefined ? 0 : (x[i]! - rows[i]![3]!) / rows[i]![j]!;
    });
    locus!.apply(values as unknown as Vec3).forEach((c, i) => expect(c).toBeCloseTo(x[i]!, 12));
    stays?.forEach(([n, d], i) => expect(n / d).toBeCloseTo(x[i]!, 12));
  }
});
