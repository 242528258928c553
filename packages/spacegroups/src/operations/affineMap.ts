import { fraction, type Fraction, type Vec3 } from '@crystal-fourier/math3';
import { frozen } from '../algebra/frozen.js';
import { formatTriplet } from '../algebra/triplet.js';
import type { Fractional } from '../algebra/types.js';

/**
 * An exact affine map `x ↦ M x + t` of fractional coordinates that need not be invertible, such as the special position
 * `x,2x,1/4`. Immutable.
 */
export class AffineMap {
  /** M, row-major, nine fractions. */
  readonly matrix: readonly Fraction[];
  /** t, three fractions of the lattice vectors. */
  readonly translation: readonly [Fraction, Fraction, Fraction];

  private constructor(matrix: readonly Fraction[], translation: AffineMap['translation']) {
    this.matrix = matrix;
    this.translation = translation;
    frozen(this);
  }

  /** From integers over one denominator each. @internal */
  static over(matrix: readonly number[], matrixBelow: number, translation: Vec3, translationBelow: number): AffineMap {
    return new AffineMap(
      matrix.map((n) => fraction(n, matrixBelow)),
      translation.map((n) => fraction(n, translationBelow)) as readonly Fraction[] as AffineMap['translation'],
    );
  }

  /** The image of a point; floats, not wrapped into the cell. */
  apply(x: Fractional): Fractional {
    const row = (i: number): number => {
      const [n, d] = this.translation[i] as Fraction;
      let sum = n / d;
      for (let j = 0; j < 3; j++) {
        const [a, b] = this.matrix[3 * i + j] as Fraction;
        // A coordinate that the map does not use may be anything.
        if (a !== 0) sum += (a * (x[j] as number)) / b;
      }
      return sum;
    };
    return [row(0), row(1), row(2)];
  }

  /** `x,2x,1/4`, as the International Tables write it. */
  toXyz(): string {
    return formatTriplet(this.matrix, this.translation);
  }

  toString(): string {
    return this.toXyz();
  }

  toJSON(): string {
    return this.toXyz();
  }
}
