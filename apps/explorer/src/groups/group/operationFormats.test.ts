import { parseXyz, settings, spaceGroup } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import {
  FORMATS,
  matrixRows,
  operationsAsCsv,
  operationsAsJson,
  operationsAsText,
  operationText,
  seitzParts,
} from './operationFormats.js';

const screw = parseXyz('-y,x,z+1/4');

test('an operation in each format', () => {
  expect(FORMATS.map((format) => operationText(screw, format))).toEqual([
    '-y,x,z+1/4',
    '{4+_001|0,0,1/4}',
    '  0  -1   0   0\n  1   0   0   0\n  0   0   1 1/4',
    '  0  -1   0   0\n  1   0   0   0\n  0   0   1 1/4\n  0   0   0   1',
  ]);
  expect(seitzParts(screw)).toEqual({ type: '4', sense: '+', axis: [0, 0, 1], translation: '0,0,1/4' });
  expect(seitzParts(screw.inverse()).sense).toBe('−');
  expect(seitzParts(parseXyz('-x,-y,-z'))).toMatchObject({ sense: '', axis: null });
});

test('matrices are separated by a blank line', () => {
  expect(operationsAsText([screw, screw], 'triplet')).toBe('-y,x,z+1/4\n-y,x,z+1/4\n');
  expect(operationsAsText([screw, screw], 'matrix').split('\n\n')).toHaveLength(2);
});

test('in all 530 settings triplets and matrices mean the operation', () => {
  for (const { number, qualifier } of settings())
    for (const operation of spaceGroup(number, { qualifier }).operations) {
      expect(parseXyz(operationText(operation, 'triplet')).equals(operation)).toBe(true);
      const rows = matrixRows(operation);
      expect(rows.flatMap((row) => row.slice(0, 3).map(Number))).toEqual([...operation.rot]);
      expect(
        rows.map((row) => {
          const [n = 0, d = 1] = row[3]!.split('/').map(Number);
          return (24 * n) / d;
        }),
      ).toEqual([...operation.trans]);
    }
});

test('the table has a header, a row for each operation and as many fields in each', () => {
  const group = spaceGroup(62);
  const lines = operationsAsCsv(group).trimEnd().split('\r\n');
  expect(lines).toHaveLength(9);
  const fields = (line: string): string[] => line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)!.slice(0, 21);
  expect(fields(lines[0]!)).toHaveLength(21);
  for (const line of lines) expect(line.replace(/"[^"]*"/g, '').split(',')).toHaveLength(21);
  expect(lines[4]).toBe(
    '4,"x+1/2,-y+1/2,-z+1/2","{2_100|1/2,1/2,1/2}",2,1 0 0,0,"x,1/4,1/4",,"2(1/2,0,0) x,1/4,1/4",1,0,0,0,-1,0,0,0,-1,1/2,1/2,1/2',
  );
});

test('JSON holds the operations', () => {
  const group = spaceGroup(225);
  const data = JSON.parse(operationsAsJson(group, 48)) as {
    hall: string;
    operations: { triplet: string; translation: number[]; rotation: number[] }[];
  };
  expect(data.hall).toBe('-F 4 2 3');
  expect(data.operations.map(({ triplet }) => triplet)).toEqual(group.representatives.map((op) => op.toXyz()));
  expect(JSON.parse(operationsAsJson(group)).operations).toHaveLength(192);
});
