import { ELEMENT_DESCRIPTORS, elementDescriptors } from '@crystal-fourier/data';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handMade } from '../testing/handMade.js';
import { compositionStatistics, STATISTICS_WIDTH } from './compositionStatistics.js';
import { DESCRIPTOR_WIDTH, ELEMENT_COUNT, elementTable } from './elementTable.js';

const n = ELEMENT_DESCRIPTORS.length;
const orbits = fc.array(fc.record({ z: fc.integer({ min: 1, max: 118 }), sites: fc.integer({ min: 1, max: 24 }) }), {
  minLength: 1,
  maxLength: 6,
});

const statistics = (list: readonly { z: number; sites: number }[]): number[] => [
  ...compositionStatistics({
    ...handMade('x', list.length, {}).features,
    atomicNumbers: Uint8Array.from(list, ({ z }) => z),
    multiplicities: Uint16Array.from(list, ({ sites }) => sites),
  }),
];

describe('compositionStatistics', () => {
  it('are mean, deviation, least and greatest over all sites', () => {
    fc.assert(
      fc.property(orbits, (list) => {
        const found = statistics(list);
        const sites = list.flatMap(({ z, sites }) => new Array<number>(sites).fill(z));
        expect(found).toHaveLength(STATISTICS_WIDTH);
        expect(found[4 * n]).toBe(new Set(sites).size);
        for (let column = 0; column < n; column++) {
          const known = sites.map((z) => elementDescriptors(z).values[column]!).filter((x) => !Number.isNaN(x));
          const own = found.slice(4 * column, 4 * column + 4);
          if (known.length === 0) {
            expect(own).toEqual([NaN, NaN, NaN, NaN]);
            continue;
          }
          const mean = known.reduce((sum, x) => sum + x, 0) / known.length;
          const square = known.reduce((sum, x) => sum + x * x, 0) / known.length;
          const size = Math.sqrt(square) + 1e-12;
          expect(Math.abs(own[0]! - mean) / size).toBeLessThan(1e-12);
          expect(Math.abs(own[1]! - Math.sqrt(Math.max(0, square - mean * mean))) / size).toBeLessThan(1e-6);
          expect(own.slice(2)).toEqual([Math.min(...known), Math.max(...known)]);
        }
      }),
    );
  });

  it('depend on shares of sites alone: not on the order of orbits, their division, or the size of the cell', () => {
    fc.assert(
      fc.property(orbits, (list) => {
        const found = statistics(list);
        const divided = list.flatMap(({ z, sites }) => Array.from({ length: sites }, () => ({ z, sites: 1 })));
        for (const other of [list.toReversed(), list.map(({ z, sites }) => ({ z, sites: 3 * sites })), divided])
          statistics(other).forEach((value, i) => {
            if (Number.isNaN(found[i])) expect(value).toBeNaN();
            else expect(Math.abs(value - found[i]!)).toBeLessThan(1e-9 * (1 + Math.abs(found[i]!)));
          });
      }),
    );
  });
});

describe('elementTable', () => {
  const table = elementTable();
  const column = (c: number, last: number): { value: number; known: number }[] =>
    Array.from({ length: last }, (_, i) => {
      const row = table.subarray((i + 1) * DESCRIPTOR_WIDTH, (i + 2) * DESCRIPTOR_WIDTH);
      return { value: row[c]!, known: row[n + c]! };
    });

  it('has mean 0 and deviation 1 over the known values of hydrogen to plutonium', () => {
    expect(table).toHaveLength(ELEMENT_COUNT * DESCRIPTOR_WIDTH);
    for (let c = 0; c < n; c++) {
      const known = column(c, 94).flatMap(({ value, known }) => (known === 1 ? [value] : []));
      expect(known.length).toBeGreaterThan(80);
      expect(known.reduce((sum, x) => sum + x, 0) / known.length).toBeCloseTo(0, 5);
      expect(known.reduce((sum, x) => sum + x * x, 0) / known.length).toBeCloseTo(1, 5);
    }
  });

  it('is linear in the descriptors, and says what is known', () => {
    for (let c = 0; c < n; c++) {
      const raw = Array.from({ length: 118 }, (_, i) => elementDescriptors(i + 1).values[c]!);
      const entries = column(c, 118);
      const [first, second] = raw.flatMap((x, i) => (Number.isNaN(x) || x === raw[0] ? [] : [i]));
      const slope = (entries[second!]!.value - entries[first!]!.value) / (raw[second!]! - raw[first!]!);
      raw.forEach((x, i) => {
        const { value, known } = entries[i]!;
        expect(known).toBe(Number.isNaN(x) ? 0 : 1);
        if (Number.isNaN(x)) expect(value).toBe(0);
        else if (Number.isFinite(slope))
          expect(Math.abs(value - entries[first!]!.value - slope * (x - raw[first!]!))).toBeLessThan(1e-3);
      });
    }
  });

  it('has nothing for padding', () => {
    expect([...table.subarray(0, DESCRIPTOR_WIDTH)]).toEqual(new Array(DESCRIPTOR_WIDTH).fill(0));
  });
});
