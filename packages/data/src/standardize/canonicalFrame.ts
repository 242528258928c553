import { det, dot, IDENTITY, inverse, mapped, type Mat3 } from '@crystal-fourier/math3';
import type { Vec3 } from '@crystal-fourier/spacegroups';
import { canonicalBases, smallest } from './canonicalBases.js';
import type { GroupFrame, NormalizerElement } from './groupFrame.js';
import { tableFrequencies, type StructureFactorTable } from './structureFactorTable.js';

/** Frequencies that the linear form of structure factors has: those with h² + k² + l² ≤ 6. */
const LINEAR_FORM = 40;
/** Values of the linear form that are the same. */
const SAME_VALUE = 1e-3;
/** Differences of structure factors that decide where the linear form does not: large ones first. */
const DECISIVE = [0.1, 0.01, 1e-3] as const;
/** A structure factor whose phase fixes the origin is at least so large, else at least … */
const LARGE = [0.5, 0.25, 0.1, 0.03, 0] as const;

/** The change `x ↦ N x + t` from a description to the canonical one. @internal */
export interface FrameChange {
  readonly N: Mat3;
  readonly t: Vec3;
}

/**
 * The canonical one of all descriptions of a crystal in the reference setting of its group, that is of its images under the
 * proper elements of the affine normalizer (handedness is kept; of a crystal and its mirror image `ofEitherHand` chooses one). It is chosen by,
 * in this order,
 *
 * 1. the cell, see `canonicalBases`;
 * 2. Wyckoff letters: for the kinds of atoms by atomic number the first letters of the alphabet;
 * 3. along free directions (polar groups), the origin that makes the phases of structure factors zero: of the kinds of atoms
 *    and of the shortest frequencies the first that is large enough and independent of those before;
 * 4. the largest value of a linear form of the structure factors of the 40 shortest frequencies, with fixed weights without regularity: of
 *    two descriptions that are nearly the same, noise exchanges the order only if it is about as large as their difference;
 * 5. where that is equal, the largest real part, then imaginary part, of structure factors, frequency by frequency and kind by kind:
 *    first only where they differ much, then also where they differ less.
 *
 * Comparison is with a tolerance, all candidates at a time, so that noise far below it does not change the choice. A
 * crystal that is the same as its image within the tolerance has both as canonical description, and the first is taken.
 *
 * @param orbits kind of atom and index of the Wyckoff position of each orbit
 * @param metric products of the lattice vectors in Å²
 * @internal
 */
export function canonicalFrame(
  frame: GroupFrame,
  metric: Mat3,
  orbits: readonly { readonly kind: number; readonly positionIndex: number }[],
  factors: StructureFactorTable,
): FrameChange {
  const elements = canonicalBases(frame, metric).flatMap((N) => frame.elements(N));
  const candidates = byLetters(elements, orbits, factors.kinds).flatMap((element) =>
    withPhasesZero(frame, element, factors),
  );
  return byStructureFactors(candidates.map((change) => ({ change, factors })))[0]!.change;
}

function byLetters(
  elements: readonly NormalizerElement[],
  orbits: readonly { readonly kind: number; readonly positionIndex: number }[],
  kinds: number,
): readonly NormalizerElement[] {
  if (elements.length === 1) return elements;
  const texts = elements.map(({ positionImages }) => {
    const byKind = Array.from({ length: kinds }, (): number[] => []);
    for (const { kind, positionIndex } of orbits) byKind[kind]!.push(positionImages[positionIndex]!);
    return byKind
      .map((list) => String.fromCharCode(...list.map((index) => 97 + index).sort((a, b) => a - b)))
      .join(' ');
  });
  const first = texts.reduce((best, text) => (text < best ? text : best));
  return elements.filter((_, i) => texts[i] === first);
}

/** F′(k) of one kind after the change: [re, im]. */
function changed(
  factors: StructureFactorTable,
  { N, t }: FrameChange,
  h: number,
  k: number,
  l: number,
  kind: number,
): [number, number] {
  const f = factors.at(
    h * N[0]! + k * N[3]! + l * N[6]!,
    h * N[1]! + k * N[4]! + l * N[7]!,
    h * N[2]! + k * N[5]! + l * N[8]!,
  );
  const [re, im] = [f[2 * kind]!, f[2 * kind + 1]!];
  const angle = 2 * Math.PI * (h * t[0] + k * t[1] + l * t[2]);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [re * c - im * s, re * s + im * c];
}

/** The change followed by the shifts along the free directions that make the first large structure factors real and positive. */
function withPhasesZero(
  { directions }: GroupFrame,
  { N, t }: NormalizerElement,
  factors: StructureFactorTable,
): FrameChange[] {
  const change: FrameChange = { N, t };
  if (directions.length === 0) return [change];
  const rank = directions.length;
  const rows: number[][] = [];
  const phases: number[] = [];
  const frequencies = tableFrequencies();
  for (const least of LARGE) {
    for (let i = 0; i < frequencies.length && rows.length < rank; i += 3) {
      const [h, k, l] = [frequencies[i]!, frequencies[i + 1]!, frequencies[i + 2]!];
      const row = directions.map((d) => dot([h, k, l], d));
      if (!isIndependent(rows, row)) continue;
      for (let kind = 0; kind < factors.kinds; kind++) {
        const [re, im] = changed(factors, change, h, k, l, kind);
        if (re * re + im * im < least * least) continue;
        rows.push(row);
        phases.push(Math.atan2(im, re) / (2 * Math.PI));
        break;
      }
    }
  }
  return solutions(rows, phases).map((s) => ({
    N,
    t: mapped(change.t, (c, i) => c + directions.reduce((sum, d, j) => sum + s[j]! * d[i]!, 0)),
  }));
}

/** The matrix of up to three rows, filled up with those of the identity. */
function filled(rows: readonly (readonly number[])[]): Mat3 {
  return mapped(IDENTITY, (entry, at) => rows[Math.floor(at / 3)]?.[at % 3] ?? entry);
}

function isIndependent(rows: readonly (readonly number[])[], row: readonly number[]): boolean {
  const all = [...rows, row];
  // Gram's determinant, of integers.
  const gram = all.map((a) => all.map((b) => a.reduce((sum, c, i) => sum + c * b[i]!, 0)));
  return det(filled(gram)) !== 0;
}

/** All s modulo 1 with `rows · s ≡ −phases` modulo 1. */
function solutions(rows: readonly (readonly number[])[], phases: readonly number[]): number[][] {
  const matrix = filled(rows);
  const order = Math.abs(Math.round(det(matrix)));
  const inverted = inverse(matrix);
  const found = new Map<string, number[]>();
  const rank = rows.length;
  for (let n = 0; n < order ** rank && found.size < order; n++) {
    const whole = [n % order, rank > 1 ? Math.floor(n / order) % order : 0, rank > 2 ? Math.floor(n / order ** 2) : 0];
    const part = [0, 1, 2].map(
      (i) => inverted[3 * i]! * whole[0]! + inverted[3 * i + 1]! * whole[1]! + inverted[3 * i + 2]! * whole[2]!,
    );
    const key = part.map((c) => ((Math.round(c * order) % order) + order) % order).join();
    if (found.has(key)) continue;
    const s = [0, 1, 2].map(
      (i) => part[i]! - [0, 1, 2].reduce((sum, j) => sum + inverted[3 * i + j]! * (phases[j] ?? 0), 0),
    );
    found.set(key, s);
  }
  return [...found.values()];
}

/** A description, as a change from one whose structure factors are known. @internal */
export interface Candidate {
  readonly change: FrameChange;
  readonly factors: StructureFactorTable;
}

/**
 * Those descriptions that come first by steps 4 and 5 of {@link canonicalFrame}, one or some that differ by less than the tolerance.
 * All must have the same number of kinds of atoms.
 *
 * @internal
 */
export function byStructureFactors<T extends Candidate>(all: readonly T[]): readonly T[] {
  if (all.length === 1) return all;
  let candidates = smallest(all, (candidate) => -linearForm(candidate), SAME_VALUE);
  const { kinds } = all[0]!.factors;
  const frequencies = tableFrequencies();
  for (const limit of DECISIVE) {
    for (let i = 0; i < frequencies.length && candidates.length > 1; i += 3) {
      const [h, k, l] = [frequencies[i]!, frequencies[i + 1]!, frequencies[i + 2]!];
      for (let kind = 0; kind < kinds && candidates.length > 1; kind++) {
        const values = new Map(
          candidates.map((candidate) => [candidate, changed(candidate.factors, candidate.change, h, k, l, kind)]),
        );
        for (const part of [0, 1] as const) {
          candidates = smallest(candidates, (candidate) => -values.get(candidate)![part], limit);
        }
      }
    }
  }
  return candidates;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

function linearForm({ change, factors }: Candidate): number {
  const frequencies = tableFrequencies();
  let sum = 0;
  let n = 0;
  // Fractional parts of the multiples of the golden ratio: weights in [−1, 1), no two equal.
  const weight = (): number => 2 * ((++n * GOLDEN) % 1) - 1;
  for (let i = 0; i < 3 * LINEAR_FORM; i += 3) {
    for (let kind = 0; kind < factors.kinds; kind++) {
      const [re, im] = changed(factors, change, frequencies[i]!, frequencies[i + 1]!, frequencies[i + 2]!, kind);
      sum += weight() * re + weight() * im;
    }
  }
  return sum;
}
