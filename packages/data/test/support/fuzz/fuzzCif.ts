import type { Structure } from '@crystal-fourier/data';
import { CIF_BREAKS } from './cifBreaks.ts';
import { type Judgement, judgeCif } from './judge.ts';
import { knownCrystal } from './knownCrystal.ts';
import { cifText, stateCrystal } from './statedCif.ts';
import { RandomGeometry } from '../randomGeometry.ts';

/** A file that was read, and what is thought of it. */
export interface FuzzedCif {
  readonly name: string;
  readonly kind: string;
  /** The crystal that was meant. */
  readonly meant: string;
  readonly text: string;
  readonly judgement: Judgement;
}

export interface FuzzedPair {
  readonly broken: FuzzedCif;
  /** The same file without the mistake, for some. */
  readonly unbroken: FuzzedCif | undefined;
}

/** One file in so many is read without its mistake, too. */
const UNBROKEN = 3;
/** Crystals that are tried for a mistake that not every file can have. */
const TRIES = 200;
/** Shares of files with partly occupied sites, and of files in the reference setting. */
const DISORDERED = 0.15;
const REFERENCE = 0.5;

/**
 * Files with one wrong statement each, as many of each kind, and what the reader makes of them. Half of the files state everything,
 * the others a part; half are in the reference setting, the others in any of the 530. The same for the same seed.
 */
export function* fuzzCif(
  crystals: readonly Structure[],
  { kinds, count, seed }: { readonly kinds: readonly string[]; readonly count: number; readonly seed: number },
): Generator<FuzzedPair> {
  for (let n = 0, made = 0; made < count; n++) {
    const kind = kinds[n % kinds.length]!;
    const random = new RandomGeometry(seed * 1_000_003 + n);
    for (let tried = 0; tried < TRIES; tried++) {
      const structure = random.pick(crystals);
      const known = knownCrystal(structure.id ?? 'crystal', structure, random, {
        reference: random.next() < REFERENCE,
        disorder: random.next() < DISORDERED,
      });
      const stated = stateCrystal(known, random, random.next() < 0.5 ? 1 : random.between(0.35, 0.8));
      const wrong = CIF_BREAKS[kind]!(stated, known, random);
      if (wrong === undefined) continue;
      const meant = `${known.structure.formula} in ${known.group.setting.hmExtended}`;
      const judged = (file: typeof stated, what: string): FuzzedCif => ({
        name: `${what.replace(/\W+/g, '-')}-${n}`,
        kind: what,
        meant,
        text: cifText(file, known.name),
        judgement: judgeCif(file, known.structure),
      });
      made++;
      yield { broken: judged(wrong, kind), unbroken: n % UNBROKEN === 0 ? judged(stated, 'no mistake') : undefined };
      break;
    }
  }
}
