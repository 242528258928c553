import { describe, expect, it } from 'vitest';
import {
  det,
  harmonicRotation,
  harmonicTensors,
  type Mat3,
  matMul,
  matVec,
  rotateTensor,
  solidHarmonics,
} from './index.js';
import { product } from './tensors.js';
import type { Vec3 } from './types.js';

const value = (l: number, [x, y, z]: Vec3): number[] =>
  solidHarmonics(l).map((terms) =>
    terms.reduce((sum, { powers: [a, b, c], coefficient }) => sum + coefficient * x ** a * y ** b * z ** c, 0),
  );

function expectClose(received: readonly number[], expected: readonly number[]): void {
  expect(received).toHaveLength(expected.length);
  const worst = Math.max(...expected.map((c, i) => Math.abs(c - received[i]!) / (1 + Math.abs(c))));
  expect(worst).toBeLessThan(1e-12);
}

/** By Euler's angles. */
function rotation(a: number, b: number, c: number): Mat3 {
  const about = (angle: number): Mat3 => [
    Math.cos(angle),
    -Math.sin(angle),
    0,
    Math.sin(angle),
    Math.cos(angle),
    0,
    0,
    0,
    1,
  ];
  const tilt: Mat3 = [1, 0, 0, 0, Math.cos(b), -Math.sin(b), 0, Math.sin(b), Math.cos(b)];
  return matMul(matMul(about(a), tilt), about(c));
}

const R = rotation(0.7, 1.9, -2.2);
const improper: Mat3 = R.map((entry) => -entry) as readonly number[] as Mat3;
const r: Vec3 = [0.31, -1.2, 0.77];
const degrees = [0, 1, 2, 3, 4, 5, 6];

describe('solidHarmonics', () => {
  it('has the forms of the textbooks in the order −l … l', () => {
    const [x, y, z] = r;
    expectClose(value(1, r), [y, z, x]);
    expectClose(value(2, r), [
      Math.sqrt(3) * x * y,
      Math.sqrt(3) * y * z,
      (2 * z * z - x * x - y * y) / 2,
      Math.sqrt(3) * x * z,
      (Math.sqrt(3) / 2) * (x * x - y * y),
    ]);
    expect(value(3, r)[3]).toBeCloseTo((z * (2 * z * z - 3 * x * x - 3 * y * y)) / 2, 12);
    expect(value(4, r)[8]).toBeCloseTo((Math.sqrt(35) / 8) * (x ** 4 - 6 * x * x * y * y + y ** 4), 12);
  });

  it('is Racah-normalised: the squares have the sum |r|^2l', () => {
    const square = r[0] ** 2 + r[1] ** 2 + r[2] ** 2;
    for (const l of degrees) expect(value(l, r).reduce((sum, c) => sum + c * c, 0)).toBeCloseTo(square ** l, 9);
  });
});

describe('harmonicTensors', () => {
  it('are orthonormal, traceless, and have the harmonics as their forms', () => {
    for (const l of degrees) {
      const tensors = harmonicTensors(l);
      tensors.forEach((a, i) => tensors.forEach((b, j) => expect(product(a, b)).toBeCloseTo(i === j ? 1 : 0, 12)));
      const forms = tensors.map((tensor) => formOf(tensor, l));
      const harmonics = value(l, r);
      const factor = forms[l]! / harmonics[l]!;
      expectClose(
        forms,
        harmonics.map((c) => c * factor),
      );
      if (l >= 2)
        for (const tensor of tensors)
          for (let rest = 0; rest < 3 ** (l - 2); rest++)
            expect([0, 4, 8].reduce((sum, pair) => sum + tensor[9 * rest + pair]!, 0)).toBeCloseTo(0, 12);
    }
  });
});

/** `T_ij… r_i r_j …` */
function formOf(tensor: ArrayLike<number>, rank: number): number {
  let values = Array.from(tensor);
  for (let n = 0; n < rank; n++)
    values = Array.from({ length: values.length / 3 }, (_, i) =>
      [0, 1, 2].reduce((sum, k) => sum + values[3 * i + k]! * r[k]!, 0),
    );
  return values[0]!;
}

describe('harmonicRotation', () => {
  it('is the action on the harmonics, also of improper matrices, and orthogonal', () => {
    for (const matrix of [R, improper])
      for (const l of degrees) {
        const D = harmonicRotation(l, matrix);
        const before = value(l, r);
        const size = 2 * l + 1;
        const turned = before.map((_, i) => before.reduce((sum, c, j) => sum + D[size * i + j]! * c, 0));
        expectClose(turned, value(l, matVec(matrix, r)));
      }
    expect(det(improper)).toBeCloseTo(-1, 12);
  });

  it('multiplies like the matrices', () => {
    const other = rotation(-1.1, 0.4, 0.9);
    const [A, B, AB] = [R, other, matMul(R, other)].map((matrix) => harmonicRotation(3, matrix));
    const multiplied = AB!.map((_, at) => {
      const [i, j] = [Math.floor(at / 7), at % 7];
      return [0, 1, 2, 3, 4, 5, 6].reduce((sum, k) => sum + A![7 * i + k]! * B![7 * k + j]!, 0);
    });
    expectClose([...multiplied], [...AB!]);
  });
});

describe('rotateTensor', () => {
  it('rotates a product of vectors as the product of the rotated vectors', () => {
    const vectors: Vec3[] = [r, [0.2, 0.9, -0.4], [1.5, -0.3, 0.8], [-0.6, 0.1, 2]];
    const outer = (list: readonly Vec3[]): number[] =>
      list.reduce<number[]>((all, v) => all.flatMap((a) => v.map((b) => a * b)), [1]);
    for (let rank = 0; rank <= 4; rank++) {
      const list = vectors.slice(0, rank);
      expectClose([...rotateTensor(outer(list), rank, R)], outer(list.map((v) => matVec(R, v))));
    }
  });
});
