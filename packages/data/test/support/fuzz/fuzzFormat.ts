import type { Structure } from '@crystal-fourier/data';
import { type Judgement, judge, type Verdict } from './judge.ts';
import { type KnownCrystal, knownCrystal } from './knownCrystal.ts';
import { RandomGeometry } from '../randomGeometry.ts';

/** Makes one statement of a file wrong; undefined where the file does not make that statement, or it cannot be wrong in this way. */
export type Break<Stated> = (stated: Stated, crystal: KnownCrystal, random: RandomGeometry) => Stated | undefined;

/** A format of files, how crystals are stated in it, and what can be wrong. */
export interface FuzzFormat<Stated> {
  readonly name: string;
  /** Sites that are shared or not full cannot be stated. */
  readonly isOrdered?: boolean;
  /** What a file says of a crystal: everything, or a part. */
  state(crystal: KnownCrystal, random: RandomGeometry): Stated;
  text(stated: Stated, name: string): string;
  /** Mistakes by their names. */
  readonly breaks: Readonly<Record<string, Break<Stated>>>;
  /** Whether a file states this crystal and no other. */
  verdict(stated: Stated, read: Structure): Verdict;
}

/** A file that was read, and what is thought of it. */
export interface FuzzedFile {
  readonly name: string;
  readonly kind: string;
  /** The crystal that was meant. */
  readonly meant: string;
  readonly text: string;
  readonly judgement: Judgement;
}

/** A file with a mistake, and, for some, the same file without it. */
export interface FuzzedPair {
  readonly broken: FuzzedFile;
  readonly unbroken: FuzzedFile | undefined;
}

/** One file in so many is read without its mistake, too. */
const UNBROKEN = 3;
/** Crystals that are tried for a mistake that not every file can have. */
const TRIES = 200;
/** Shares of crystals with partly occupied sites, and of files in the reference setting. */
const DISORDERED = 0.15;
const REFERENCE = 0.5;

/**
 * Files with one wrong statement each, as many of each kind, and what the reader makes of them. The same for the same seed.
 *
 * @param kinds names of mistakes of the format
 */
export function* fuzz<Stated>(
  format: FuzzFormat<Stated>,
  crystals: readonly Structure[],
  { kinds, count, seed }: { readonly kinds: readonly string[]; readonly count: number; readonly seed: number },
): Generator<FuzzedPair> {
  for (let n = 0, made = 0; made < count && n < 2 * count + kinds.length; n++) {
    const kind = kinds[n % kinds.length]!;
    const random = new RandomGeometry(seed * 1_000_003 + n);
    for (let tried = 0; tried < TRIES; tried++) {
      const structure = random.pick(crystals);
      const known = knownCrystal(structure.id ?? 'crystal', structure, random, {
        reference: random.next() < REFERENCE,
        disorder: format.isOrdered !== true && random.next() < DISORDERED,
      });
      const stated = format.state(known, random);
      const wrong = format.breaks[kind]!(stated, known, random);
      if (wrong === undefined) continue;
      const meant = `${known.structure.formula} in ${known.group.setting.hmExtended}`;
      const judged = (file: Stated, what: string): FuzzedFile => {
        const text = format.text(file, known.name);
        const judgement = judge(text, known.structure, what, (read) => format.verdict(file, read));
        return { name: `${format.name}-${what.replace(/\W+/g, '-')}-${n}`, kind: what, meant, text, judgement };
      };
      made++;
      yield { broken: judged(wrong, kind), unbroken: n % UNBROKEN === 0 ? judged(stated, 'no mistake') : undefined };
      break;
    }
  }
}
