import {
  column,
  congruent,
  inverse,
  mapped,
  mat3,
  type Mat3,
  norm,
  plus,
  type Vec3,
  vec3,
  vecMat,
} from '@crystal-fourier/math3';
import { FourierBasisError, show } from '../core/errors.js';
import { type CompiledGroup, UNITS } from '../core/group.js';
import type { LatticeGeometry } from '../core/lattice.js';

/** An atom of the asymmetric unit. */
export interface Atom {
  /** Fractional coordinates, of any one of the equivalent atoms. */
  readonly position: readonly number[];
  /** Scattering amplitude: a number, or a function of s = sin θ/λ = |k|/2 in 1/Å, as tables of form factors have it. */
  readonly amplitude: number | ((s: number) => number);
  /** Share of the cells in which the site is occupied. Defaults to 1. The site's multiplicity is no part of it. */
  readonly occupancy?: number;
  /** Isotropic displacement factor B = 8π²⟨u²⟩ in Å². Defaults to 0. */
  readonly b?: number;
  /** Anisotropic displacements U11, U22, U33, U12, U13, U23 in Å², as a CIF has them (2-D: U11, U22, U12). Instead of `b`. */
  readonly u?: readonly number[];
}

/** An atom on its site: the exact position, and how many operations keep it. */
export interface Site {
  readonly position: Vec3;
  readonly stabilizer: number;
  readonly u: Mat3 | undefined;
}

/**
 * Finds the operations that keep an atom, up to a tolerance in Å, and averages its position and displacements over them, so that it is exactly on
 * its site.
 *
 * @throws FourierBasisError `bad-atom`
 */
export function siteOf(
  atom: Atom,
  group: CompiledGroup,
  geometry: LatticeGeometry,
  tolerance: number,
  index: number,
): Site {
  checkAtom(atom, group.dim, index);
  const { dim, pointOrder, rot, centringOperation } = group;
  const x = vec3([...atom.position, 0]);
  const direct = inverse(geometry.inverse);
  const kept: [p: number, c: number][] = [];
  let mean: Vec3 = [0, 0, 0];
  for (let p = 0; p < pointOrder; p++) {
    for (let c = 0; c <= centringOperation.length; c++) {
      const step = stepOf(group, p, c, x);
      if (norm(vecMat(step, direct)) > tolerance) continue;
      kept.push([p, c]);
      mean = plus(mean, step);
    }
  }
  const position = mapped(x, (value, i) => value + mean[i]! / kept.length);
  if (!kept.every(([p, c]) => stepOf(group, p, c, position).every((value) => Math.abs(value) < 1e-9))) {
    throw new FourierBasisError(
      'bad-atom',
      `structureFactors: position ${show(atom.position)} of atom ${index} is ambiguous: ${kept.length} operations bring it back to within ${tolerance} Å, but have no point in common; give more digits or another tolerance`,
    );
  }
  const stabilizer = kept.length;
  if (atom.u === undefined) return { position, stabilizer, u: undefined };
  const reciprocal = reciprocalDisplacements(atom.u, dim, geometry);
  let u: Mat3 = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (const [p] of kept) {
    const r = mat3(rot, 9 * p);
    const image = congruent(r, reciprocal);
    u = mapped(u, (value, i) => value + image[i]! / stabilizer);
  }
  return { position, stabilizer, u };
}

/** gx − x modulo lattice vectors, each component in [−½, ½], for matrix p and centring vector c (0 is none). */
function stepOf({ rot, trans, centring }: CompiledGroup, p: number, c: number, x: Vec3): Vec3 {
  return mapped(x, (own, i) => {
    const at = 9 * p + 3 * i;
    const t = trans[3 * p + i]! + (c === 0 ? 0 : centring[3 * (c - 1) + i]!);
    const step = rot[at]! * x[0] + rot[at + 1]! * x[1] + rot[at + 2]! * x[2] + t / UNITS - own;
    return step - Math.round(step);
  });
}

/** U* with components a*_i U_ij a*_j, so that the exponent is −2π² h U* hᵀ. */
function reciprocalDisplacements(u: readonly number[], dim: 2 | 3, { inverse: reciprocal }: LatticeGeometry): Mat3 {
  const [u11, u22, u33, u12, u13, u23] = (dim === 3 ? u : [u[0]!, u[1]!, 0, u[2]!, 0, 0]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const length = [0, 1, 2].map((i) => norm(column(reciprocal, i)));
  return mapped<Mat3>(
    [u11, u12, u13, u12, u22, u23, u13, u23, u33],
    (value, i) => value * length[Math.floor(i / 3)]! * length[i % 3]!,
  );
}

function checkAtom({ position, occupancy = 1, b = 0, u }: Atom, dim: 2 | 3, index: number): void {
  const finite = (list: readonly number[], length: number): boolean =>
    list?.length === length && Array.from(list).every(Number.isFinite);
  const fail = (must: string, value: unknown): never => {
    throw new FourierBasisError('bad-atom', `structureFactors: ${must}, got ${show(value)} for atom ${index}`);
  };
  if (!finite(position, dim)) fail(`position must be ${dim} finite fractional coordinates`, position);
  if (!Number.isFinite(occupancy)) fail('occupancy must be finite', occupancy);
  if (!Number.isFinite(b)) fail('b must be finite, in Å²', b);
  const size = dim === 3 ? 6 : 3;
  if (u !== undefined && !finite(u, size)) fail(`u must be ${size} finite numbers in Å²`, u);
}
