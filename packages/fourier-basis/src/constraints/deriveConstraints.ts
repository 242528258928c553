import { Constraints } from './constraints.js';
import { FourierBasisError } from '../core/errors.js';
import { frequencyFamily } from '../frequencies/frequencyFamily.js';
import { checkSet, type FrequencySet } from '../frequencies/frequencySet.js';
import { compileGroup, mod24, nameOf, type Operation, type SymmetryGroup } from '../core/group.js';

/**
 * The constraints of a group on the coefficients over a frequency set, star by star. A star is consistent exactly if
 * `k·t` is an integer for every operation with `kR = k` (arXiv:2512.13989, section 3); it is absent otherwise.
 *
 * @throws FourierBasisError `wrong-family`, `not-closed` if an operation leads out of the set; `bad-group`
 */
export function deriveConstraints<Op extends Operation>(group: SymmetryGroup<Op>, set: FrequencySet): Constraints<Op> {
  const compiled = compileGroup(group, 'deriveConstraints');
  const { dim, pointOrder, rot, trans, operation, centring, centringOperation } = compiled;
  checkSet(set, dim, 'deriveConstraints');
  const n = set.count;
  const { hkl, table } = set;
  const [hMax, kMax, lMax] = set.bounds;
  const [kWidth, lWidth] = [2 * kMax + 1, 2 * lMax + 1];
  const starOf = new Int32Array(n).fill(-1);
  const phase = new Uint8Array(n);
  const via = new Int32Array(n);
  const members = new Int32Array(n);
  const starts = [0];
  const proofs: number[] = [];
  let filled = 0;

  const begin = (first: number): void => {
    const star = proofs.length;
    const o = first * dim;
    const h = hkl[o]!;
    const k = hkl[o + 1]!;
    const l = dim === 3 ? hkl[o + 2]! : 0;
    let proof = -1;
    starOf[first] = star;
    via[first] = compiled.identity;
    members[filled++] = first;
    for (let c = 0; c < centringOperation.length && proof < 0; c++) {
      const turn = h * centring[3 * c]! + k * centring[3 * c + 1]! + l * centring[3 * c + 2]!;
      if (mod24(turn) !== 0) proof = centringOperation[c]!;
    }
    for (let p = 0; p < pointOrder; p++) {
      const m = 9 * p;
      const h1 = h * rot[m]! + k * rot[m + 3]! + l * rot[m + 6]!;
      const k1 = h * rot[m + 1]! + k * rot[m + 4]! + l * rot[m + 7]!;
      const l1 = h * rot[m + 2]! + k * rot[m + 5]! + l * rot[m + 8]!;
      const inside = h1 <= hMax && h1 >= -hMax && k1 <= kMax && k1 >= -kMax && l1 <= lMax && l1 >= -lMax;
      const node = inside ? table[((h1 + hMax) * kWidth + k1 + kMax) * lWidth + l1 + lMax]! : -1;
      if (node < 0) leavesSet(group, set, first, operation[p]!);
      const weight = mod24(h * trans[3 * p]! + k * trans[3 * p + 1]! + l * trans[3 * p + 2]!);
      const known = starOf[node]!;
      if (known < 0) {
        starOf[node] = star;
        phase[node] = weight;
        via[node] = operation[p]!;
        members[filled++] = node;
      } else if (node === first && weight !== 0 && proof < 0) {
        // Any two paths to a node differ by an operation that keeps the representative: looking at those is enough.
        proof = operation[p]!;
      }
    }
    proofs.push(proof);
    starts.push(filled);
  };

  const opposite: number[] = [];
  for (let i = 0; i < n; i++) {
    if (starOf[i]! >= 0) continue;
    const star = proofs.length;
    begin(i);
    const minus = set.opposite(i);
    if (minus < 0) {
      opposite.push(-1);
    } else if (starOf[minus] === star) {
      opposite.push(star);
    } else {
      // −O directly behind O, with −ξ as representative, so that its function is the complex conjugate.
      begin(minus);
      opposite.push(star + 1, star);
    }
  }
  return new Constraints(group, set, {
    starOf,
    phase,
    via,
    members,
    starStart: Int32Array.from(starts),
    proof: Int32Array.from(proofs),
    opposite: Int32Array.from(opposite),
  });
}

function leavesSet(group: SymmetryGroup, set: FrequencySet, node: number, operation: number): never {
  const op = group.operations[operation]!;
  const k = set.at(node);
  const image = k.map((_, j) => k.reduce((sum, h, i) => sum + h * op.rot[set.dim * i + j]!, 0) + 0);
  const leaves = `operation ${String(op)} maps (${k.join(' ')}) to (${image.join(' ')}), which is not in it`;
  if (set.family === 'custom' || set.family === 'lattice') {
    throw new FourierBasisError(
      'not-closed',
      `deriveConstraints: set must be closed under the point group of ${nameOf(group)}, but ${leaves}; add whole stars, or use frequencySet(group, …)`,
    );
  }
  let remedy = 'frequencySetForLattice(group, lattice, { cutoff })';
  try {
    remedy = `frequencySet('${frequencyFamily(group)}', …)`;
  } catch {
    // on axes of no family
  }
  throw new FourierBasisError(
    'wrong-family',
    `deriveConstraints: set is of the family '${set.family}', under which ${nameOf(group)} is not closed: ${leaves}; use ${remedy}`,
  );
}
