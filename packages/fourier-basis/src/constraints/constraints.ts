import { FourierBasisError, show } from '../core/errors.js';
import { checkFrequency, type FrequencySet } from '../frequencies/frequencySet.js';
import { mod24, type Operation, type SymmetryGroup } from '../core/group.js';

/** A connected component of the dual graph: the orbit of a frequency under the point group. */
export interface Star<Op extends Operation = Operation> {
  readonly index: number;
  /** Its first member in the order of the set. */
  readonly representative: readonly number[];
  readonly members: readonly (readonly number[])[];
  /** For each member k the product of the edge weights from the representative ξ to k, as a class in ℤ/24 (0 for ξ). */
  readonly phases: readonly number[];
  /** True if every closed path has weight 1; false if every coefficient of the star must vanish. */
  readonly consistent: boolean;
  /** True if −k is in the star with every k. */
  readonly centric: boolean;
  /** For an absent star, an operation that keeps the representative and multiplies its coefficient with a phase; else null. */
  readonly proof: Op | null;
}

/** Why a frequency is absent. */
export interface AbsenceProof<Op extends Operation = Operation> {
  /** An operation {R|t} with kR = k and k·t not an integer. */
  readonly operation: Op;
  /** k·t in units of 1/24, in 1 … 23: the coefficient must equal itself times exp(2πi phase/24), so it is zero. */
  readonly phase: number;
}

/** The directed edges of the dual graph, operation by operation. */
export interface Edges {
  /** (n, order), row-major: edge (k, g) leads from node k to this node, that of kR. */
  readonly to: Int32Array;
  /** (n, order): its phase class k·t in ℤ/24, so that c(kR) = c(k) exp(2πi phase/24). */
  readonly phase: Uint8Array;
}

/**
 * What the invariance of f(x) = Σ c(k) exp(2πi k·x) under a group means for its coefficients: `c(kR) = c(k) exp(2πi k·t)`
 * for every operation {R|t}. Nodes are the frequencies of a set, edges lead from k to kR, weights are phase classes in ℤ/24.
 * Exact; no float occurs. Made by {@link deriveConstraints}. Immutable: do not write to its arrays.
 */
export class Constraints<Op extends Operation = Operation> {
  readonly group: SymmetryGroup<Op>;
  readonly set: FrequencySet;
  readonly starCount: number;
  /** Number of stars that are not absent: the dimension of the space of invariant functions. */
  readonly consistentCount: number;
  /** (n): the star of each frequency. Stars are numbered in the order of their first members, O followed by −O. */
  readonly starOf: Int32Array;
  /** (n): phase class in ℤ/24 of the path from the star's representative; meaningless for absent stars. */
  readonly phase: Uint8Array;
  /** (n): position in the group's list of an operation that maps the star's representative to the frequency. */
  readonly via: Int32Array;
  /** Star s has the members `members[starStart[s]]` … `members[starStart[s + 1] − 1]`, its representative first. */
  readonly starStart: Int32Array;
  /** (n): positions in the set, star by star. */
  readonly members: Int32Array;
  /** (stars): position of an operation that proves the star absent, −1 for consistent stars. */
  readonly proof: Int32Array;
  /** (stars): the star of −k; the star itself if it is centric; −1 if the set does not hold −k. */
  readonly opposite: Int32Array;

  /** @internal */
  constructor(
    group: SymmetryGroup<Op>,
    set: FrequencySet,
    parts: Pick<Constraints, 'starOf' | 'phase' | 'via' | 'starStart' | 'members' | 'proof' | 'opposite'>,
  ) {
    this.group = group;
    this.set = set;
    this.starOf = parts.starOf;
    this.phase = parts.phase;
    this.via = parts.via;
    this.starStart = parts.starStart;
    this.members = parts.members;
    this.proof = parts.proof;
    this.opposite = parts.opposite;
    this.starCount = parts.proof.length;
    let count = 0;
    for (const proof of parts.proof) if (proof < 0) count++;
    this.consistentCount = count;
  }

  /** One star in readable form. */
  star(index: number): Star<Op> {
    if (!Number.isInteger(index) || index < 0 || index >= this.starCount) {
      throw new FourierBasisError(
        'bad-option',
        `star: index must be from 0 to ${this.starCount - 1}, got ${show(index)}`,
      );
    }
    const nodes = Array.from(this.members.subarray(this.starStart[index], this.starStart[index + 1]));
    const members = nodes.map((node) => this.set.at(node));
    const proof = this.proof[index]!;
    return {
      index,
      representative: members[0]!,
      members,
      phases: nodes.map((node) => this.phase[node]!),
      consistent: proof < 0,
      centric: this.opposite[index] === index,
      proof: proof < 0 ? null : this.group.operations[proof]!,
    };
  }

  /** All stars, in order, in readable form. */
  get stars(): Star<Op>[] {
    return Array.from({ length: this.starCount }, (_, index) => this.star(index));
  }

  /** Positions in the set of the absent frequencies (systematic absences), in order. */
  get absent(): Int32Array {
    const list: number[] = [];
    for (let i = 0; i < this.set.count; i++) if (this.proof[this.starOf[i]!]! >= 0) list.push(i);
    return Int32Array.from(list);
  }

  /** An operation that proves a frequency absent, or null if it is not absent. Any integer indices; they need not be in the set. */
  whyAbsent(hkl: readonly number[]): AbsenceProof<Op> | null {
    const { dim } = this.set;
    checkFrequency(hkl, dim, 'whyAbsent');
    for (const operation of this.group.operations) {
      const { rot, trans } = operation;
      const keeps = hkl.every((c, j) => hkl.reduce((sum, h, i) => sum + h * rot[dim * i + j]!, 0) === c);
      const phase = mod24(hkl.reduce((sum, h, i) => sum + h * trans[i]!, 0));
      if (keeps && phase !== 0) return { operation, phase };
    }
    return null;
  }

  /** All n × order directed edges; computed on each call, since most uses need the stars only. */
  edges(): Edges {
    const { set, group } = this;
    const order = group.operations.length;
    const to = new Int32Array(set.count * order);
    const phase = new Uint8Array(set.count * order);
    for (let i = 0; i < set.count; i++) {
      const k = set.at(i);
      group.operations.forEach(({ rot, trans }, g) => {
        const image = k.map((_, j) => k.reduce((sum, h, a) => sum + h * rot[set.dim * a + j]!, 0));
        to[i * order + g] = set.find(image[0]!, image[1]!, image[2] ?? 0);
        phase[i * order + g] = mod24(k.reduce((sum, h, a) => sum + h * trans[a]!, 0));
      });
    }
    return { to, phase };
  }

  /** Size of the arrays in bytes. */
  get byteLength(): number {
    const arrays = [this.starOf, this.phase, this.via, this.starStart, this.members, this.proof, this.opposite];
    return arrays.reduce((sum, array) => sum + array.byteLength, 0);
  }
}
