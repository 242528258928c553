import {
  burnsideCount,
  type Constraints,
  deriveConstraints,
  frequencySet,
  reynoldsProjector,
  type ReynoldsProjector,
  type SymmetryGroup,
} from '@crystal-fourier/fourier-basis';
import { type Hkl, spaceGroup } from '@crystal-fourier/spacegroups/core';
import { describe, expect, it } from 'vitest';
import { allGroups, planeGroups, random, setFor, spaceGroups, worst } from './groups.js';

const MIN_COUNT = 500;

/** Image kR of a frequency. */
const image = (k: readonly number[], rot: readonly number[]): number[] =>
  k.map((_, j) => k.reduce((sum, h, i) => sum + h * rot[k.length * i + j]!, 0));

const phaseOf = (k: readonly number[], trans: readonly number[]): number =>
  ((k.reduce((sum, h, i) => sum + h * trans[i]!, 0) % 24) + 24) % 24;

/** Absent exactly if an operation keeps k and shifts its phase: the definition. */
const isAbsent = (group: SymmetryGroup, k: readonly number[]): boolean =>
  group.operations.some(({ rot, trans }) => phaseOf(k, trans) !== 0 && image(k, rot).every((c, i) => c === k[i]));

describe.each([
  { what: '530 settings', groups: spaceGroups },
  { what: '17 plane groups', groups: planeGroups },
])('the constraints of the $what', ({ groups }) => {
  it('have as many consistent stars as Burnside counts from the operations alone', () => {
    const wrong = groups.filter(({ group }) => {
      const set = setFor(group, MIN_COUNT);
      const constraints = deriveConstraints(group, set);
      return (
        constraints.consistentCount !== burnsideCount(group, set) ||
        reynoldsProjector(constraints).trace !== constraints.consistentCount
      );
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('consist of whole stars, in order, with phases along edges', () => {
    const problems: string[] = [];
    for (const { name, group } of groups) {
      const { set, starOf, phase, via, starStart, members, proof, opposite, ...rest } = deriveConstraints(
        group,
        setFor(group, MIN_COUNT),
      );
      const seen = new Uint8Array(set.count);
      for (let star = 0; star < rest.starCount; star++) {
        const nodes = Array.from(members.subarray(starStart[star], starStart[star + 1]));
        const representative = set.at(nodes[0]!);
        const orbit = new Set(group.operations.map(({ rot }) => set.indexOf(image(representative, rot))));
        if (orbit.size !== nodes.length || !nodes.every((node) => orbit.has(node) && starOf[node] === star))
          problems.push(`${name}: star ${star}`);
        for (const node of nodes) {
          seen[node]!++;
          const op = group.operations[via[node]!]!;
          if (set.indexOf(image(representative, op.rot)) !== node) problems.push(`${name}: via of ${node}`);
          if (proof[star]! < 0 && phase[node] !== phaseOf(representative, op.trans))
            problems.push(`${name}: phase of ${node}`);
        }
        const minus = set.opposite(nodes[0]!);
        if (
          starOf[minus] !== opposite[star] ||
          (opposite[star] !== star && set.opposite(members[starStart[opposite[star]!]!]!) !== nodes[0])
        ) {
          problems.push(`${name}: opposite of ${star}`);
        }
      }
      if (!seen.every((count) => count === 1)) problems.push(`${name}: a frequency is not in exactly one star`);
    }
    expect(problems).toEqual([]);
  });

  it('call a frequency absent exactly if an operation proves it', () => {
    const problems: string[] = [];
    for (const { name, group } of groups) {
      const constraints = deriveConstraints(group, setFor(group, MIN_COUNT));
      const absent = new Set(constraints.absent);
      for (let i = 0; i < constraints.set.count; i++)
        if (absent.has(i) !== isAbsent(group, constraints.set.at(i))) problems.push(`${name}: ${i}`);
      for (let star = 0; star < constraints.starCount; star++) {
        const { representative, proof, consistent } = constraints.star(star);
        if ((proof === null) !== consistent) problems.push(`${name}: proof of ${star}`);
        if (proof === null) continue;
        const keeps = image(representative, proof.rot).every((c, i) => c === representative[i]);
        if (!keeps || phaseOf(representative, proof.trans) === 0)
          problems.push(`${name}: ${representative.join(' ')} is not disproved`);
      }
    }
    expect(problems).toEqual([]);
  });

  it('have a projector with M² = M = M† in exact phase arithmetic', () => {
    const problems = groups.filter(
      ({ group }) => !isProjector(reynoldsProjector(deriveConstraints(group, setFor(group, MIN_COUNT)))),
    );
    expect(problems.map(({ name }) => name)).toEqual([]);
  });
});

/** M² = M and M = M†, with entries ζ^phase/size: Σ_j ζ^(p_ij + p_jk)/size² = ζ^(p_ik)/size if all terms have the phase p_ik. */
function isProjector({ count, rowStart, column, phase, size }: ReynoldsProjector): boolean {
  const at = new Int32Array(count);
  let exactTrace = 0;
  for (let i = 0; i < count; i++) {
    const [from, to] = [rowStart[i]!, rowStart[i + 1]!];
    if (from === to) continue;
    if (to - from !== size[i]) return false;
    for (let p = from; p < to; p++) {
      const j = column[p]!;
      if (j === i) exactTrace += phase[p] === 0 ? 1 : NaN;
      if (size[j] !== size[i]) return false;
      // Positions of row j's entries by column.
      for (let q = rowStart[j]!; q < rowStart[j + 1]!; q++) at[column[q]!] = q;
      // Positions left over from other rows do not count.
      const inRow = (c: number): boolean => rowStart[j]! <= at[c]! && at[c]! < rowStart[j + 1]!;
      if (!inRow(i) || (phase[at[i]!]! + phase[p]!) % 24 !== 0) return false;
      for (let r = from; r < to; r++) {
        const c = column[r]!;
        if (!inRow(c) || (phase[p]! + phase[at[c]!]!) % 24 !== phase[r]) return false;
      }
    }
  }
  return exactTrace === count - countEmpty(rowStart);
}

const countEmpty = (rowStart: Int32Array): number =>
  rowStart.reduce((sum, start, i) => sum + (i > 0 && start === rowStart[i - 1] ? 1 : 0), 0);

describe('systematic absences', () => {
  it('are those of isAbsent in all 530 settings', () => {
    const wrong: string[] = [];
    for (const { name, group } of spaceGroups) {
      const set = setFor(group, MIN_COUNT);
      const absent = new Set(deriveConstraints(group, set).absent);
      const { isAbsent: reference } = group as ReturnType<typeof spaceGroup>;
      for (let i = 0; i < set.count; i += 3) {
        if (absent.has(i) !== reference.call(group, set.at(i) as unknown as Hkl))
          wrong.push(`${name}: ${set.at(i).join(' ')}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('come with the operation that proves them', () => {
    const constraints = deriveConstraints(spaceGroup(14), frequencySet('cubic', { radius: 3 }));
    const screw = constraints.whyAbsent([0, 3, 0]);
    expect([String(screw?.operation), screw?.phase]).toEqual(['-x,y+1/2,-z+1/2', 12]);
    expect(String(constraints.whyAbsent([2, 0, 5])?.operation)).toBe('x,-y+1/2,z+1/2');
    expect(constraints.whyAbsent([0, 2, 0])).toBeNull();
    const centring = deriveConstraints(spaceGroup(225), frequencySet('cubic', { radius: 2 })).whyAbsent([1, 0, 0]);
    expect(centring?.operation.rot).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });
});

describe('deriveConstraints', () => {
  // Counted by hand: (hkl) with |k| ≤ √3 are 1 + 6 + 12 + 8.
  it('gives the stars of F m -3 m', () => {
    const constraints = deriveConstraints(spaceGroup(225), frequencySet('cubic', { radius: 2 }));
    const summary = constraints.stars.map(({ representative, members, consistent, centric }) => [
      representative.join(' '),
      members.length,
      consistent,
      centric,
    ]);
    expect(summary).toEqual([
      ['0 0 0', 1, true, true],
      ['1 0 0', 6, false, true],
      ['1 1 0', 12, false, true],
      ['1 1 1', 8, true, true],
      ['2 0 0', 6, true, true],
    ]);
    expect(constraints.absent.length).toBe(18);
  });

  it('numbers −O behind O, with the opposite representative', () => {
    const constraints = deriveConstraints(spaceGroup(4), frequencySet('cubic', { radius: 2 }));
    const pairs = constraints.stars.filter((star) => !star.centric);
    expect(pairs.length).toBeGreaterThan(2);
    for (const star of pairs) {
      const other = constraints.star(constraints.opposite[star.index]!);
      expect(Math.abs(other.index - star.index)).toBe(1);
      expect(other.representative).toEqual(star.representative.map((c) => -c + 0));
    }
  });

  it('lists edges whose weights multiply along paths', () => {
    for (const number of [19, 76, 167, 220]) {
      const group = spaceGroup(number);
      const constraints = deriveConstraints(group, setFor(group, 80));
      const { to, phase } = constraints.edges();
      const order = group.order;
      for (let i = 0; i < constraints.set.count; i++) {
        for (let g = 0; g < order; g++) {
          const edge = i * order + g;
          expect(constraints.starOf[to[edge]!]).toBe(constraints.starOf[i]);
          if (constraints.proof[constraints.starOf[i]!]! >= 0) continue;
          expect((constraints.phase[i]! + phase[edge]!) % 24).toBe(constraints.phase[to[edge]!]);
        }
      }
    }
  });

  it('accepts operations in any order', () => {
    const group = spaceGroup(62);
    const reversed: SymmetryGroup = { operations: group.operations.toReversed() };
    const set = setFor(group, 100);
    const [a, b] = [deriveConstraints(group, set), deriveConstraints(reversed, set)];
    expect(b.consistentCount).toBe(a.consistentCount);
    // Phases of absent stars depend on the order.
    const phases = ({ phase, starOf, proof }: Constraints): number[] =>
      Array.from(phase, (value, i) => (proof[starOf[i]!]! < 0 ? value : -1));
    expect(phases(b)).toEqual(phases(a));
  });
});

describe('reynoldsProjector', () => {
  /** |G|⁻¹ Σ_g: the matrix that moves coefficients along every edge. */
  function slowProjector({ set, group }: Constraints): { real: Float64Array; imag: Float64Array } {
    const n = set.count;
    const [real, imag] = [new Float64Array(n * n), new Float64Array(n * n)];
    for (const { rot, trans } of group.operations) {
      for (let i = 0; i < n; i++) {
        const k = set.at(i);
        // f(gx) has the coefficient c(k) exp(2πi k·t) at kR.
        const at = set.indexOf(image(k, rot)) * n + i;
        const angle = (2 * Math.PI * phaseOf(k, trans)) / 24;
        real[at]! += Math.cos(angle) / group.operations.length;
        imag[at]! += Math.sin(angle) / group.operations.length;
      }
    }
    return { real, imag };
  }

  it('is the average over the group on coefficients', () => {
    for (const { group } of allGroups.filter((_, i) => i % 6 === 0)) {
      const constraints = deriveConstraints(group, setFor(group, 60));
      const fast = reynoldsProjector(constraints);
      const [dense, slow] = [fast.dense(), slowProjector(constraints)];
      expect(worst(dense.real, slow.real, 1e-13)).toBeUndefined();
      expect(worst(dense.imag, slow.imag, 1e-13)).toBeUndefined();
      const next = random(7);
      const c = {
        real: Float64Array.from({ length: fast.count }, next),
        imag: Float64Array.from({ length: fast.count }, next),
      };
      const applied = fast.apply(c);
      const product = (part: 'real' | 'imag', i: number): number => {
        let sum = 0;
        for (let j = 0; j < fast.count; j++) {
          const [u, v] = [dense.real[i * fast.count + j]!, dense.imag[i * fast.count + j]!];
          sum += part === 'real' ? u * c.real[j]! - v * c.imag[j]! : u * c.imag[j]! + v * c.real[j]!;
        }
        return sum;
      };
      expect(
        worst(
          applied.real,
          Array.from(applied.real, (_, i) => product('real', i)),
          1e-13,
        ),
      ).toBeUndefined();
      expect(
        worst(
          applied.imag,
          Array.from(applied.imag, (_, i) => product('imag', i)),
          1e-13,
        ),
      ).toBeUndefined();
    }
  });
});
