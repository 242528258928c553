/** `coefficients · n ≡ remainder (mod modulus)` on the coordinates in a zone. @internal */
interface Residue {
  readonly coefficients: readonly number[];
  readonly modulus: number;
  readonly remainder: number;
}

/** A set of residue classes, one bit for each. */
type Bits = Uint32Array;

interface Atom extends Residue {
  readonly bits: Bits;
  /** Simple ones first. */
  readonly weight: number;
}

interface Term {
  readonly atoms: readonly Atom[];
  readonly bits: Bits;
}

/** Which residue classes of a zone are present. @internal */
export interface Presence {
  readonly modulus: number;
  /** Number of coordinates, 1…3. */
  readonly size: number;
  /** For each residue class, the last coordinate fastest: whether other conditions leave it, and whether it is present then. */
  readonly possible: readonly boolean[];
  readonly present: readonly boolean[];
  /** Permutations of the coordinates that lead from present ones to present ones; alternatives are meant up to them. */
  readonly permutations: readonly (readonly number[])[];
}

interface Alternatives {
  /** At least one of them must hold; each is a list of residues that hold together. */
  readonly terms: readonly (readonly Residue[])[];
  /** Whether they hold for permuted coordinates only in some cases. */
  readonly isPermuted: boolean;
}

const and = (a: Bits, b: Bits): Bits => a.map((word, i) => word & (b[i] as number));
const or = (a: Bits, b: Bits): Bits => a.map((word, i) => word | (b[i] as number));
const without = (a: Bits, b: Bits): Bits => a.map((word, i) => word & ~(b[i] as number));
const isEmpty = (a: Bits): boolean => a.every((word) => word === 0);
const isWithin = (a: Bits, b: Bits): boolean => a.every((word, i) => (word & ~(b[i] as number)) === 0);

function count(bits: Bits): number {
  let sum = 0;
  for (let word of bits) for (; word !== 0; word &= word - 1) sum++;
  return sum;
}

function bitsOf(flags: readonly boolean[]): Bits {
  const bits = new Uint32Array(Math.ceil(flags.length / 32));
  flags.forEach((flag, i) => {
    if (flag) bits[i >> 5] = (bits[i >> 5] as number) | (1 << (i & 31));
  });
  return bits;
}

/** Residues of the coordinates of all classes, in their order. @internal */
export function residueClasses(modulus: number, size: number): number[][] {
  let classes: number[][] = [[]];
  for (let i = 0; i < size; i++)
    classes = classes.flatMap((c) => Array.from({ length: modulus }, (_, residue) => [...c, residue]));
  return classes;
}

/** Primitive vectors with small entries, one of each and its opposite; those with the first coordinates come first. */
function forms(size: number): number[][] {
  const isForm = (c: readonly number[]): boolean => {
    const lead = c.find((entry) => entry !== 0) ?? 0;
    const sum = c.reduce((total, entry) => total + Math.abs(entry), 0);
    return lead > 0 && sum <= 4 && c.some((entry) => entry % 2 !== 0);
  };
  return residueClasses(5, size)
    .map((c) => c.map((entry) => 2 - entry))
    .filter(isForm);
}

function atomsOf({ modulus, size }: Presence, classes: readonly number[][]): Atom[] {
  const moduli = Array.from({ length: modulus - 1 }, (_, i) => i + 2).filter((m) => modulus % m === 0);
  return forms(size).flatMap((coefficients) =>
    moduli.flatMap((m) =>
      Array.from({ length: m }, (_, remainder): Atom => {
        const value = (c: readonly number[]): number =>
          c.reduce((sum, n, i) => sum + n * (coefficients[i] as number), 0) - remainder;
        const weight = coefficients.reduce((sum, c) => sum + Math.abs(c) + (c < 0 ? 0.25 : 0), 0);
        return { coefficients, modulus: m, remainder, bits: bitsOf(classes.map((c) => value(c) % m === 0)), weight };
      }),
    ),
  );
}

/** Fewest atoms, none of which excludes what is present, that leave nothing else; undefined if there are none. */
function conjunction(possible: Bits, present: Bits, atoms: readonly Atom[]): Atom[] | undefined {
  const allowed = atoms.filter(({ bits }) => isWithin(present, bits));
  const picked: Atom[] = [];
  for (let left = possible; !isWithin(left, present);) {
    const before = count(left);
    const [best] = allowed
      .map((atom) => ({ atom, size: count(and(left, atom.bits)) }))
      .filter(({ size }) => size < before)
      .sort((a, b) => a.size - b.size || a.atom.weight - b.atom.weight || a.atom.modulus - b.atom.modulus);
    if (best === undefined) return undefined;
    picked.push(best.atom);
    left = and(left, best.atom.bits);
  }
  return picked;
}

/** The terms of one to three atoms that contain a class and nothing that is absent, of the least number of atoms. */
function termsWith(place: number, possible: Bits, present: Bits, atoms: readonly Atom[]): Term[] {
  const own = atoms.filter(({ bits }) => ((bits[place >> 5] as number) >>> (place & 31)) & 1);
  let terms: Term[] = own.map((atom) => ({ atoms: [atom], bits: and(possible, atom.bits) }));
  for (;;) {
    const found = terms.filter(({ bits }) => isWithin(bits, present));
    if (found.length > 0) return found;
    terms = terms.flatMap((term) =>
      own
        .slice(own.indexOf(term.atoms.at(-1) as Atom) + 1)
        .map((atom) => ({ atoms: [...term.atoms, atom], bits: and(term.bits, atom.bits) })),
    );
  }
}

const weightOf = ({ atoms }: Term): number =>
  atoms.reduce((sum, { weight, modulus, remainder }) => sum + weight + modulus / 100 + remainder / 1e4, 0);

/**
 * Alternatives of which a class that other conditions leave must meet one to be present; each is a list of residues that hold together. As few and as simple
 * as a greedy search finds. @internal
 */
export function alternativesOf(presence: Presence): Alternatives {
  const { modulus, size, permutations } = presence;
  const classes = residueClasses(modulus, size);
  const possible = bitsOf(presence.possible);
  const present = and(possible, bitsOf(presence.present));
  const atoms = atomsOf(presence, classes);
  const plain = ({ coefficients, modulus: m, remainder }: Atom): Residue => ({ coefficients, modulus: m, remainder });
  const single = conjunction(possible, present, atoms);
  if (single !== undefined) return { terms: [single.map(plain)], isPermuted: false };
  const indexOf = (c: readonly number[]): number => c.reduce((at, residue) => at * modulus + residue, 0);
  /** With what permutations of the coordinates make of it. */
  const closed = (bits: Bits): Bits => {
    const has = (i: number): boolean => (((bits[i >> 5] as number) >>> (i & 31)) & 1) === 1;
    return bitsOf(
      classes.map((c, i) => has(i) || permutations.some((p) => has(indexOf(p.map((j) => c[j] as number))))),
    );
  };
  let terms: Term[] = [];
  for (let left = present; !isEmpty(left);) {
    const word = left.findIndex((w) => w !== 0);
    const place = 32 * word + (31 - Math.clz32((left[word] as number) & -(left[word] as number)));
    const [best] = termsWith(place, possible, present, atoms)
      .map((term) => ({ ...term, bits: permutations.length === 0 ? term.bits : closed(term.bits) }))
      .map((term) => ({ term, gain: count(and(term.bits, left)) }))
      .sort((a, b) => b.gain - a.gain || weightOf(a.term) - weightOf(b.term));
    const { term } = best as { term: Term };
    terms.push(term);
    left = without(left, term.bits);
  }
  // What the others say together is left out.
  for (const term of terms) {
    const rest = terms.filter((other) => other !== term);
    if (rest.length > 0 && isWithin(present, rest.map(({ bits }) => bits).reduce(or))) terms = rest;
  }
  terms.sort((a, b) => a.atoms.length - b.atoms.length || weightOf(a) - weightOf(b));
  const alone = terms.map((term) => term.atoms.map(({ bits }) => bits).reduce(and)).reduce(or);
  return { terms: terms.map((term) => term.atoms.map(plain)), isPermuted: !isWithin(present, alone) };
}
