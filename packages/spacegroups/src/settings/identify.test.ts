import { initSync, operations_from_number, hall_symbol_entry } from '@spglib/moyo-wasm';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it, vi } from 'vitest';
import { ChangeOfBasis } from '../operations/changeOfBasis.js';
import { centringSymbol, definitionOfRow, generatorsOf, operationsOf } from './definition.js';
import { SpaceGroupError } from '../algebra/errors.js';
import { closure } from '../operations/generate.js';
import { identify } from './identify.js';
import { primitiveBasis } from '../operations/latticeBasis.js';
import { referenceRow, settingRows, type SettingRow } from './settingTable.js';
import { SymOp } from '../operations/symOp.js';
import { UNITS } from '../algebra/types.js';

const rows = settingRows();
const numbers = rows.map((row) => row.number);
const elementsOf = (row: SettingRow): readonly SymOp[] => operationsOf(generatorsOf(definitionOfRow(row)));

/** Park–Miller generator: integers in [0, n). */
function randomIntegers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
}

function randomUnimodular(random: (n: number) => number): number[] {
  const m = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  for (let step = 0; step < 5; step++) {
    const i = random(3);
    const j = (i + 1 + random(2)) % 3;
    const c = random(5) - 2;
    for (let k = 0; k < 3; k++) m[3 * k + i] = (m[3 * k + i] as number) + c * (m[3 * k + j] as number);
  }
  return m;
}

/** All elements modulo the new cell; also where that is larger than the old one. */
function inNewCell(elements: readonly SymOp[], cb: ChangeOfBasis): SymOp[] {
  const cell = [0, 1, 2].map((i) =>
    SymOp.identity.translated([i === 0 ? UNITS : 0, i === 1 ? UNITS : 0, i === 2 ? UNITS : 0]),
  );
  return closure([...cell, ...elements].map((op) => cb.conjugate(op)));
}

function unlessOffGrid<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof SpaceGroupError && error.code === 'bad-basis') return null;
    throw error;
  }
}

/**
 * The number found, after a check of the law: conjugating the elements by the change of basis gives the operations of the
 * reference setting, modulo its lattice, and handedness is kept.
 */
function confirmedNumber(elements: readonly SymOp[]): number {
  const { number, toReference } = identify(elements);
  expect(toReference.volumeRatio[0]).toBeGreaterThan(0);
  // With the lattice translations of both cells, the conjugates are the whole group in the reference cell.
  const conjugates = inNewCell(elements, toReference).map((op) => op.key);
  expect(conjugates.sort()).toEqual(
    elementsOf(referenceRow(number))
      .map((op) => op.key)
      .sort(),
  );
  return number;
}

describe('identify', () => {
  it('finds number and change of basis of all 530 settings', () => {
    expect(rows.map((row) => confirmedNumber(elementsOf(row)))).toEqual(numbers);
  });

  it('keeps axes and origin of the reference settings', () => {
    const moved = rows.filter((row) => row.fromReference === '' && !identify(elementsOf(row)).toReference.isIdentity);
    expect(moved).toEqual([]);
  });

  it('finds them in skewed cells with shifted origins', () => {
    const random = randomIntegers(7);
    for (const row of rows) {
      const below = random(2) === 0 ? 8 : 24;
      const cb = ChangeOfBasis.of(
        randomUnimodular(random),
        [0, 1, 2].map(() => [random(below), below] as const),
      );
      const elements = elementsOf(row).map((op) => cb.conjugate(op).reduced());
      expect(confirmedNumber(elements)).toBe(row.number);
    }
  });

  it('finds them in skewed primitive cells', () => {
    const random = randomIntegers(11);
    for (const row of rows) {
      const { centring: vectors } = generatorsOf(definitionOfRow(row));
      if (vectors.length === 1) continue;
      const primitive = primitiveBasis({ symbol: centringSymbol(vectors), vectors });
      // Shifts in 24ths of the conventional cell keep the translations in 24ths of the primitive one.
      const cb = ChangeOfBasis.of(
        [1, 0, 0, 0, 1, 0, 0, 0, 1],
        [0, 1, 2].map(() => [random(24), 24] as const),
      )
        .followedBy(primitive)
        .followedBy(ChangeOfBasis.of(randomUnimodular(random)));
      const elements = inNewCell(elementsOf(row), cb);
      expect(elements.length * vectors.length).toBe(elementsOf(row).length);
      expect(confirmedNumber(elements)).toBe(row.number);
    }
  });

  it.each([2, 3])('finds them in supercells of determinant %i', (volume) => {
    const random = randomIntegers(13 + volume);
    let tested = 0;
    for (const row of rows) {
      const diagonal = [1, 1, 1];
      diagonal[random(3)] = volume;
      const [a, b, c] = diagonal as [number, number, number];
      const cell = ChangeOfBasis.of([a, 0, 0, random(2) * (a - 1), b, 0, random(2) * (a - 1), random(2) * (b - 1), c]);
      const cb = cell.followedBy(ChangeOfBasis.of(randomUnimodular(random)));
      // Half an eighth is no multiple of 1/24: such an operation cannot be written in the larger cell.
      const elements = unlessOffGrid(() => inNewCell(elementsOf(row), cb));
      if (elements === null) continue;
      expect(elements.length).toBe(volume * elementsOf(row).length);
      expect(confirmedNumber(elements)).toBe(row.number);
      tested++;
    }
    expect(tested).toBeGreaterThan(380);
  });

  it('tells the 11 enantiomorphic pairs apart, and shows the mirror image of one as the other', () => {
    const mirror = ChangeOfBasis.of([-1, 0, 0, 0, -1, 0, 0, 0, -1]);
    const pairs = [
      76, 78, 91, 95, 92, 96, 144, 145, 151, 153, 152, 154, 169, 170, 171, 172, 178, 179, 180, 181, 212, 213,
    ];
    for (let number = 1; number <= 230; number++) {
      const at = pairs.indexOf(number);
      const image = elementsOf(referenceRow(number)).map((op) => mirror.conjugate(op).reduced());
      expect(confirmedNumber(image)).toBe(at < 0 ? number : (pairs[at ^ 1] as number));
    }
  });

  it('takes obverse and reverse settings to the obverse one', () => {
    const reverse = ChangeOfBasis.of([-1, 0, 0, 0, -1, 0, 0, 0, 1]);
    for (const number of [146, 148, 155, 160, 161, 166, 167]) {
      const image = elementsOf(referenceRow(number)).map((op) => reverse.conjugate(op).reduced());
      expect(image.some((op) => op.type === '1' && op.trans.join() === '8,16,8')).toBe(true);
      expect(confirmedNumber(image)).toBe(number);
    }
  });

  it('reads the primitive operations of @spglib/moyo-wasm 0.15.0 as the same numbers', () => {
    const path = createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
    initSync({ module: readFileSync(path) });
    for (let hall = 1; hall <= 530; hall += 3) {
      const { number } = hall_symbol_entry(hall);
      const elements = operations_from_number(number, { type: 'HallNumber', value: hall }, true).map(
        ({ rotation: r, translation }) => {
          // moyo's rotation is column-major.
          const rot = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => r[3 * j + i] as number));
          return SymOp.of(
            rot,
            translation.map((t) => Math.round(t * UNITS)),
          ).reduced();
        },
      );
      expect(confirmedNumber(elements)).toBe(number);
    }
  });

  it('refuses sets that are no group', () => {
    const full = elementsOf(referenceRow(225));
    const refused = (elements: readonly SymOp[]): void => {
      expect(() => identify(elements)).toThrow(SpaceGroupError);
      expect(() => identify(elements)).toThrow(/are not a space group/);
    };
    refused([]);
    refused(full.slice(1));
    refused(full.slice(0, 7));
    // A complete list of rotations with one wrong translation.
    const pnma = elementsOf(referenceRow(62));
    refused(pnma.map((op, i) => (i === 5 ? op.translated([0, 1, 0]) : op)));
    // Two mirrors that meet at 45°, without their products; a fourfold cell that its rotation does not keep.
    refused([
      SymOp.identity,
      SymOp.of([-1, 0, 0, 0, 1, 0, 0, 0, 1], [0, 0, 0]),
      SymOp.of([0, 1, 0, 1, 0, 0, 0, 0, 1], [0, 0, 0]),
    ]);
    refused([
      SymOp.identity,
      SymOp.identity.translated([12, 0, 0]),
      SymOp.of([0, 1, 0, 1, 0, 0, 0, 0, 1], [0, 0, 0]),
      SymOp.of([0, 1, 0, 1, 0, 0, 0, 0, 1], [12, 0, 0]),
    ]);
  });

  it('compares each operation with those of one reference setting only, whatever the cell', () => {
    const random = randomIntegers(5);
    const conjugate = vi.spyOn(ChangeOfBasis.prototype, 'conjugate');
    try {
      for (const row of rows) {
        const cb = ChangeOfBasis.of(randomUnimodular(random));
        const cell = elementsOf(row).map((op) => cb.conjugate(op).reduced());
        conjugate.mockClear();
        identify(cell);
        // Axes and origin are solved for: nothing is found by trying settings one after the other.
        expect(conjugate.mock.calls.length, `row of group ${row.number}`).toBe(cell.length);
      }
    } finally {
      conjugate.mockRestore();
    }
  });
});
