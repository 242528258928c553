import { congruent, mat3, type Mat3 } from '@crystal-fourier/math3';
import { type CompiledGroup, UNITS } from '../core/group.js';
import type { Site } from './site.js';
import { fillTable, wrap } from '../core/trigonometry.js';

/**
 * `|P|⁻¹ Σ_{R,t} D(hR) exp(2πi h·(Rx + t))` over the operations of the point group P for frequencies h that are not absent, so that centring
 * translations change nothing; D is the site's anisotropic damping `exp(−2π² h U* hᵀ)`, if it has one.
 *
 * All powers of exp(2πi y) that occur come from tables, one per axis with a column for each image y of the atom.
 *
 * @param hkl (m, 3)
 * @param bounds largest absolute values of the indices
 * @param out (m, 2), real and imaginary parts
 */
export function siteMean(
  hkl: Int32Array,
  bounds: readonly [number, number, number],
  { position: [x, y, z], u }: Site,
  { pointOrder: width, rot, trans }: CompiledGroup,
  out: Float64Array,
): void {
  const base = [0, 0, 0];
  for (let axis = 0, at = 0; axis < 3; at += 2 * (bounds[axis++]! + 1) * width) base[axis] = at;
  const rows = new Float64Array(base[2]! + 2 * (bounds[2] + 1) * width);
  for (let axis = 0; axis < 3; axis++) {
    for (let p = 0; p < width && bounds[axis]! > 0; p++) {
      const m = 9 * p + 3 * axis;
      rows[base[axis]! + 2 * width + p] = wrap(
        rot[m]! * x + rot[m + 1]! * y + rot[m + 2]! * z + trans[3 * p + axis]! / UNITS,
      );
    }
    fillTable(rows, base[axis]!, width, width, bounds[axis]!);
  }
  const forms = u === undefined ? undefined : dampingForms(u, width, rot);
  for (let j = 0; 3 * j < hkl.length; j++) {
    const h = hkl[3 * j]!;
    const k = hkl[3 * j + 1]!;
    const l = hkl[3 * j + 2]!;
    const a = base[0]! + 2 * Math.abs(h) * width;
    const b = base[1]! + 2 * Math.abs(k) * width;
    const c = base[2]! + 2 * Math.abs(l) * width;
    const signH = h < 0 ? -1 : 1;
    const signK = k < 0 ? -1 : 1;
    const signL = l < 0 ? -1 : 1;
    let re = 0;
    let im = 0;
    for (let p = 0; p < width; p++) {
      const ca = rows[a + p]!;
      const cb = rows[b + p]!;
      const cc = rows[c + p]!;
      const sa = signH * rows[a + width + p]!;
      const sb = signK * rows[b + width + p]!;
      const sc = signL * rows[c + width + p]!;
      const cab = ca * cb - sa * sb;
      const sab = ca * sb + sa * cb;
      let damping = 1;
      if (forms !== undefined) {
        const f = 6 * p;
        damping = Math.exp(
          h * (forms[f]! * h + forms[f + 3]! * k + forms[f + 4]! * l) +
            k * (forms[f + 1]! * k + forms[f + 5]! * l) +
            forms[f + 2]! * l * l,
        );
      }
      re += damping * (cab * cc - sab * sc);
      im += damping * (cab * sc + sab * cc);
    }
    out[2 * j] = re / width;
    out[2 * j + 1] = im / width;
  }
}

/** Coefficients of h², k², l², hk, hl and kl in `−2π² (hR) U* (hR)ᵀ` for each matrix R. */
function dampingForms(u: Mat3, pointOrder: number, rot: Int32Array): Float64Array {
  const forms = new Float64Array(6 * pointOrder);
  for (let p = 0; p < pointOrder; p++) {
    const r = mat3(rot, 9 * p);
    const [uxx, uxy, uxz, , uyy, uyz, , , uzz] = congruent(r, u);
    [uxx, uyy, uzz, 2 * uxy, 2 * uxz, 2 * uyz].forEach((value, i) => (forms[6 * p + i] = -2 * Math.PI ** 2 * value));
  }
  return forms;
}
