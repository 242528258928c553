import { compare, gcd, mod } from '@crystal-fourier/math3';

/** `coefficients · x ≡ 0 (mod modulus)` for integer x. */
interface Congruence {
  readonly coefficients: readonly number[];
  readonly modulus: number;
}

interface Candidate extends Congruence {
  /** The functional `coefficients/modulus` as values on the unit vectors, in units of 1/units. */
  readonly values: readonly number[];
  /** Sum of the absolute coefficients: 1 for `k`, 2 for `h+l`. */
  readonly weight: number;
  readonly negative: number;
}

/** Reduced to (−m/2, m/2]. */
function centred(c: number, m: number): number {
  const r = mod(c, m);
  return 2 * r > m ? r - m : r;
}

/** Simplest congruence among the multiples of a functional that generate the same cyclic group. */
function simplest(values: readonly number[], units: number): Candidate {
  const modulus = units / values.reduce(gcd, units);
  const found: Candidate[] = [];
  for (let u = 1; u <= modulus; u++) {
    if (gcd(u, modulus) !== 1) continue;
    const coefficients = values.map((v) => centred(((v * modulus) / units) * u, modulus));
    found.push({
      coefficients,
      modulus,
      values,
      weight: coefficients.reduce((sum, c) => sum + Math.abs(c), 0),
      negative: coefficients.filter((c) => c < 0).length,
    });
  }
  return found.sort((a, b) => simplicity(a, b) || compare(a.coefficients, b.coefficients))[0] as Candidate;
}

const simplicity = (a: Candidate, b: Candidate): number => a.weight - b.weight || a.negative - b.negative;

/** The sums of an element of `group` and a multiple of `values`. */
function extended(group: readonly (readonly number[])[], values: readonly number[], units: number): number[][] {
  const sums = new Map<string, number[]>();
  for (const g of group) {
    for (let k = 0; k < units; k++) {
      const sum = g.map((c, i) => mod(c + k * (values[i] as number), units));
      sums.set(sum.join(), sum);
    }
  }
  return [...sums.values()];
}

/** Generators of a group of functionals whose orders are powers of one prime, with those that are on a par with them. */
function primary(group: readonly (readonly number[])[], units: number): Candidate[] {
  const zero = (group[0] as readonly number[]).map(() => 0);
  const cyclic = new Map<string, Candidate>();
  for (const values of group) {
    if (values.every((v) => v === 0)) continue;
    const candidate = simplest(values, units);
    cyclic.set(`${candidate.modulus}:${candidate.coefficients.join()}`, candidate);
  }
  const candidates = [...cyclic.values()];
  const picked: Candidate[] = [];
  let generated: readonly (readonly number[])[] = [zero];
  while (generated.length < group.length) {
    const next = candidates
      .map((candidate) => ({ candidate, group: extended(generated, candidate.values, units) }))
      .sort(
        (a, b) =>
          b.group.length - a.group.length ||
          a.candidate.modulus - b.candidate.modulus ||
          simplicity(a.candidate, b.candidate) ||
          compare(b.candidate.coefficients, a.candidate.coefficients),
      )[0] as { candidate: Candidate; group: number[][] };
    picked.push(next.candidate);
    generated = next.group;
  }
  return candidates.filter((c) => picked.some((p) => p.modulus === c.modulus && simplicity(p, c) === 0));
}

/**
 * Congruences that say: every functional of a finite group takes an integral value. As few as generate the group, the
 * simplest ones, completed by those of the same modulus and simplicity; congruences to 2ⁿ and to 3ⁿ with the same
 * coefficients are merged. Largest modulus first.
 *
 * @param group the functionals, closed under addition modulo 1, each by its values on the unit vectors, as integers in
 *   [0, units) in units of 1/units; repetitions are allowed
 * @param units a product of powers of 2 and 3
 */
export function congruences(group: readonly (readonly number[])[], units: number): Congruence[] {
  const parts = [2, 3].map((prime) => {
    // Multiplication with what is 1 modulo the power of this prime and 0 modulo the rest projects on its part.
    let power = 1;
    while (units % (power * prime) === 0) power *= prime;
    let projector = units / power;
    while (projector % power !== 1 % power) projector += units / power;
    const part = new Map(group.map((values) => values.map((v) => mod(v * projector, units))).map((v) => [v.join(), v]));
    return primary([...part.values()], units);
  });
  const merged: Congruence[] = [];
  const [twos, threes] = parts as [Candidate[], Candidate[]];
  for (const { coefficients, modulus } of twos) {
    const same = threes.find((t) => compare(t.coefficients, coefficients) === 0);
    merged.push({ coefficients, modulus: modulus * (same?.modulus ?? 1) });
  }
  for (const { coefficients, modulus } of threes) {
    if (!twos.some((t) => compare(t.coefficients, coefficients) === 0)) merged.push({ coefficients, modulus });
  }
  return merged.sort((a, b) => b.modulus - a.modulus || compare(b.coefficients, a.coefficients));
}
