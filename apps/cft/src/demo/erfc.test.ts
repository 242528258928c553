import { describe, expect, it } from 'vitest';
import { erfc } from './erfc.js';

// python3 -c "from scipy.special import erfc; print([(x, float(erfc(x))) for x in (…)])", SciPy 1.17.1
const VALUES: readonly (readonly [number, number])[] = [
  [0, 1],
  [0.1, 0.8875370839817152],
  [0.3, 0.6713732405408726],
  [0.46875, 0.507386526782062],
  [0.47, 0.5062549491139179],
  [1, 0.15729920705028516],
  [2, 0.004677734981047266],
  [3.9, 3.479224859723178e-8],
  [4, 1.541725790028002e-8],
  [4.1, 6.7000276540849075e-9],
  [6, 2.1519736712498913e-17],
  [10, 2.0884875837625446e-45],
];

describe('erfc', () => {
  it.each(VALUES)('of %s is that of SciPy', (x, expected) => {
    expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(1e-14);
  });

  it('has the derivative -2/√π exp(−x²), over the seams of its intervals', () => {
    const h = 1e-4;
    for (let x = 0.2; x < 6; x += 0.0625) {
      const slope = (erfc(x + h) - erfc(x - h)) / (2 * h);
      const exact = (-2 / Math.sqrt(Math.PI)) * Math.exp(-x * x);
      expect(Math.abs(slope / exact - 1)).toBeLessThan(1e-6);
    }
  });

  it('is 0 far out', () => expect(erfc(30)).toBe(0));
});
