import type { OrbitMoments } from '@crystal-fourier/data';

/**
 * How the components of moments of a batch, which are written in bases of what site symmetries leave, become components m = −l … l. An orbit has S = Σ_l (2 l + 1) slots, those
 * of degree l for as many components as there may be.
 */
export interface MomentFrames {
  /** (B·A·S): which row of components (of B·R) is in a slot; B·R where none is. */
  readonly rows: Int32Array;
  /** (B·R): in which slot a row is; B·A·S for padding. */
  readonly slots: Int32Array;
  /** For each degree (B·A, 2l + 1, 2l + 1): the coefficients of the component of each slot; 0 where none is. */
  readonly bases: readonly Float32Array[];
}

/**
 * @param orbits A
 * @param components R
 * @param indices of crystals in the table
 */
export function momentFrames(
  { degrees, ofCrystals }: { readonly degrees: number; readonly ofCrystals: readonly OrbitMoments[] },
  orbits: number,
  components: number,
  indices: readonly number[],
): MomentFrames {
  const slotCount = degrees * (degrees + 2);
  const rows = new Int32Array(indices.length * orbits * slotCount).fill(indices.length * components);
  const slots = new Int32Array(indices.length * components).fill(rows.length);
  const bases = Array.from({ length: degrees }, (_, i) => new Float32Array(indices.length * orbits * (2 * i + 3) ** 2));
  indices.forEach((index, b) => {
    const { counts, basis } = ofCrystals[index]!;
    let row = b * components;
    let from = 0;
    counts.forEach((count, group) => {
      const [i, degree] = [Math.floor(group / degrees), (group % degrees) + 1];
      const width = 2 * degree + 1;
      const orbit = b * orbits + i;
      const own = basis.subarray(from, from + count * width);
      bases[degree - 1]!.set(own, orbit * width * width);
      from += own.length;
      // Slots of lower degrees come first: Σ_{l < degree} (2 l + 1) = degree² − 1.
      const slot = orbit * slotCount + degree * degree - 1;
      for (let a = 0; a < count; a++, row++) {
        rows[slot + a] = row;
        slots[row] = slot + a;
      }
    });
  });
  return { rows, slots, bases };
}
