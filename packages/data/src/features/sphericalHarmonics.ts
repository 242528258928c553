/** The largest degree that {@link writeHarmonics} knows. */
export const MOST_DEGREE = 4;

/** Number of harmonics of the degrees 1 … L. */
export const harmonicCount = (degree: number): number => degree * (degree + 2);

/** Where those of degree l begin among them: m = −l … l follow each other. */
export const harmonicStart = (l: number): number => l * l - 1;

/**
 * Real spherical harmonics Y_lm of a unit vector, of the degrees l = 1 … 4, as polynomials of its components. Racah's normalisation,
 * without the Condon–Shortley phase:
 *
 *     Y_l0 = P_l(z),   Y_l,±m ∝ Im, Re (x + iy)^m   (Im for m < 0),   Σ_m Y_lm(u) Y_lm(v) = P_l(u·v),   so Σ_m Y_lm² = 1
 *
 * They are those of the usual tables, times √(4π/(2l + 1)).
 *
 * @param out the harmonics of all degrees are written to its first 24 entries
 * @internal
 */
export function writeHarmonics(x: number, y: number, z: number, out: Float64Array): void {
  const [xx, yy, zz] = [x * x, y * y, z * z];
  // Real and imaginary parts of (x + iy)^m.
  const [c2, s2] = [xx - yy, 2 * x * y];
  const [c3, s3] = [x * (xx - 3 * yy), y * (3 * xx - yy)];
  out[0] = y;
  out[1] = z;
  out[2] = x;

  out[3] = ROOT_3_4 * s2;
  out[4] = ROOT_3 * y * z;
  out[5] = 1.5 * zz - 0.5;
  out[6] = ROOT_3 * x * z;
  out[7] = ROOT_3_4 * c2;

  const three = ROOT_3_8 * (5 * zz - 1);
  out[8] = ROOT_5_8 * s3;
  out[9] = ROOT_15_4 * z * s2;
  out[10] = three * y;
  out[11] = z * (2.5 * zz - 1.5);
  out[12] = three * x;
  out[13] = ROOT_15_4 * z * c2;
  out[14] = ROOT_5_8 * c3;

  const [one, two] = [ROOT_5_8 * z * (7 * zz - 3), ROOT_5_16 * (7 * zz - 1)];
  out[15] = ROOT_35_64 * 2 * s2 * c2;
  out[16] = ROOT_35_8 * z * s3;
  out[17] = two * s2;
  out[18] = one * y;
  out[19] = (35 * zz * zz - 30 * zz + 3) / 8;
  out[20] = one * x;
  out[21] = two * c2;
  out[22] = ROOT_35_8 * z * c3;
  out[23] = ROOT_35_64 * (c2 * c2 - s2 * s2);
}

const ROOT_3 = Math.sqrt(3);
const ROOT_3_4 = Math.sqrt(3 / 4);
const ROOT_3_8 = Math.sqrt(3 / 8);
const ROOT_5_8 = Math.sqrt(5 / 8);
const ROOT_5_16 = Math.sqrt(5 / 16);
const ROOT_15_4 = Math.sqrt(15 / 4);
const ROOT_35_8 = Math.sqrt(35 / 8);
const ROOT_35_64 = Math.sqrt(35 / 64);
