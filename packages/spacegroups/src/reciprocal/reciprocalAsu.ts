import { type Mat3, minus, primitive, vecMat } from '@crystal-fourier/math3';
import type { CoreSpaceGroup } from '../group/coreGroup.js';
import { checkHkl } from '../operations/reflections.js';
import { common, formatForm } from '../algebra/triplet.js';
import type { Hkl } from '../algebra/types.js';

/** Which reflections stand for all those that the Laue group makes equivalent. */
export interface ReciprocalAsu {
  /** The conditions on h, k and l in the axes of the group, `h>=k and k>=0 and l>=0`. */
  readonly description: string;
  /**
   * Whether the reflection is the one of its equivalents that is chosen. Exact.
   *
   * @throws SpaceGroupError `bad-hkl`
   */
  contains(hkl: Hkl): boolean;
}

/** Where a reflection goes in the reciprocal-space asymmetric unit, and how. */
export interface AsuReflection {
  /** The representative: `h R`, or `−h R` if {@link friedel}. */
  readonly hkl: Hkl;
  /** Position in `group.operations` of `{R|t}`. */
  readonly operation: number;
  /** True if no operation of the group reaches the representative without Friedel's law. */
  readonly friedel: boolean;
  /** `h·t` modulo 1, an integer in [0, 24) in units of 1/24 of a full turn. */
  readonly phaseShift: number;
}

/** A Laue class; `-31m` and `-3m1` are the two ways in which the two-fold axes of −3m can lie in a primitive hexagonal cell. */
export type Part = readonly [laue: string, text: string, test: (h: number, k: number, l: number) => boolean];

// Homogeneous in h, k, l: a positive factor common to all three changes nothing.
const PARTS: readonly Part[] = [
  ['-1', 'l>0 or (l=0 and (h>0 or (h=0 and k>=0)))', (h, k, l) => l > 0 || (l === 0 && (h > 0 || (h === 0 && k >= 0)))],
  ['2/m', 'k>=0 and (l>0 or (l=0 and h>=0))', (h, k, l) => k >= 0 && (l > 0 || (l === 0 && h >= 0))],
  ['mmm', 'h>=0 and k>=0 and l>=0', (h, k, l) => h >= 0 && k >= 0 && l >= 0],
  [
    '4/m 6/m',
    'l>=0 and ((h>=0 and k>0) or (h=0 and k=0))',
    (h, k, l) => l >= 0 && ((h >= 0 && k > 0) || (h === 0 && k === 0)),
  ],
  ['4/mmm 6/mmm', 'h>=k and k>=0 and l>=0', (h, k, l) => h >= k && k >= 0 && l >= 0],
  ['-3', '(h>=0 and k>0) or (h=0 and k=0 and l>=0)', (h, k, l) => (h >= 0 && k > 0) || (h === 0 && k === 0 && l >= 0)],
  ['-31m', 'h>=k and k>=0 and (k>0 or l>=0)', (h, k, l) => h >= k && k >= 0 && (k > 0 || l >= 0)],
  ['-3m1', 'h>=k and k>=0 and (h>k or l>=0)', (h, k, l) => h >= k && k >= 0 && (h > k || l >= 0)],
  [
    'm-3',
    'h>=0 and ((l>=h and k>h) or (l=h and k=h))',
    (h, k, l) => h >= 0 && ((l >= h && k > h) || (l === h && k === h)),
  ],
  ['m-3m', 'k>=l and l>=h and h>=0', (h, k, l) => k >= l && l >= h && h >= 0],
];

/** The part of the group's Laue class in its reference setting. @internal */
export function partOf(group: Pick<CoreSpaceGroup, 'laueClass' | 'arithmeticClass'>): Part {
  let laue: string = group.laueClass;
  if (laue === '-3m') laue = /^-?31/.test(group.arithmeticClass) ? '-31m' : '-3m1';
  return PARTS.find(([names]) => names.split(' ').includes(laue)) as Part;
}

/** P of the change to the reference setting, multiplied by a positive number that makes its entries coprime integers. @internal */
export function scaledToReference(group: Pick<CoreSpaceGroup, 'setting'>): Mat3 {
  return primitive(common<Mat3>(group.setting.toReference.P).n);
}

/** The text with h, k, l replaced by the indices in the reference setting, written in those of the group. @internal */
export function described(text: string, P: Mat3): string {
  const forms = [0, 1, 2].map((j) => formatForm([P[j], P[3 + j], P[6 + j]] as number[], 'hkl'));
  return text
    .replace(/[hkl]/g, (letter) => forms['hkl'.indexOf(letter)] as string)
    .replace(/(?<![\w+-])-(\d*[hkl])(>=?|=)0/g, (_, term: string, sign: string) => `${term}${sign.replace('>', '<')}0`);
}

interface Chosen extends ReciprocalAsu {
  readonly has: (h: Hkl) => boolean;
}

const cache = new WeakMap<CoreSpaceGroup, Chosen>();

function chosen(group: CoreSpaceGroup): Chosen {
  const known = cache.get(group);
  if (known !== undefined) return known;
  const [, text, test] = partOf(group);
  const P = scaledToReference(group);
  const has = (h: Hkl): boolean => test(...vecMat(h, P));
  const made = Object.freeze({
    description: described(text, P),
    contains: (hkl: Hkl) => has(checkHkl(hkl, 'reciprocalAsu.contains')),
    has,
  });
  cache.set(group, made);
  return made;
}

/**
 * The asymmetric unit of reciprocal space under the Laue group: of the reflections `±hR` exactly one is in it.
 *
 * In reference settings it is the one of CCP4 and of gemmi. In every other setting, also one that is not in the table, it is the
 * same set of reflections: the conditions are those of the reference setting on `h P`, with P of `setting.toReference`.
 * They only compare multiples of the indices, so they are exact even where `h P` is not integral.
 */
export function reciprocalAsu(group: CoreSpaceGroup): ReciprocalAsu {
  const { description, contains } = chosen(group);
  return Object.freeze({ description, contains });
}

/**
 * The representative of a reflection in {@link reciprocalAsu}, with the operation `{R|t}` that leads to it. Of several
 * operations the first is taken, without Friedel's law if there is one.
 *
 * With `s = phaseShift / 24` structure factors `F(h) = Σ f exp(2πi h·x)` obey
 *
 *     F(hkl′) = F(h) · exp(−2πi s)           if friedel is false,
 *     F(hkl′) = conj(F(h)) · exp(+2πi s)     if friedel is true and all f are real,
 *
 * so that `F(h)` is `exp(2πi s)` times `F(hkl′)` or, with Friedel, its conjugate.
 *
 * @throws SpaceGroupError `bad-hkl`
 */
export function toAsu(group: CoreSpaceGroup, hkl: Hkl): AsuReflection {
  checkHkl(hkl, 'toAsu');
  const { has } = chosen(group);
  const { operations } = group;
  let at = operations.findIndex((op) => has(op.applyHkl(hkl)));
  const friedel = at < 0;
  if (friedel) at = operations.findIndex((op) => has(minus([0, 0, 0], op.applyHkl(hkl))));
  const op = operations[at] as (typeof operations)[number];
  const image = op.applyHkl(hkl);
  return {
    hkl: friedel ? minus([0, 0, 0], image) : image,
    operation: at,
    friedel,
    phaseShift: op.phaseShift(hkl),
  };
}
