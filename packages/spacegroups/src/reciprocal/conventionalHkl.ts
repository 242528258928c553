import { IDENTITY, minus, vecMat } from '@crystal-fourier/math3';
import type { CoreSpaceGroup } from '../group/coreGroup.js';
import { checkHkl } from '../operations/reflections.js';
import type { Hkl } from '../algebra/types.js';
import { described, partOf, type ReciprocalAsu, scaledToReference } from './reciprocalAsu.js';

/** What reflections need of a space group: a `SpaceGroup` or `CoreSpaceGroup`, in any setting. */
export type ReflectionGroup = Pick<
  CoreSpaceGroup,
  'operations' | 'representatives' | 'setting' | 'laueClass' | 'arithmeticClass'
>;

/** Which of equivalent reflections people write. @internal */
export interface Region {
  readonly has: (h: number, k: number, l: number) => boolean;
  /** Indices that are negative in some of its reflections. */
  readonly negative: string;
  /** 1 if h ≥ k in all of them, 2 if h ≥ k ≥ l. */
  readonly ordered: 0 | 1 | 2;
}

type Test = Region['has'];

// Where the part of CCP4 is not what people write: first indices are the largest, and negative ones are avoided.
const WRITTEN: Readonly<Record<string, readonly [text: string, test: Test]>> = {
  '4/m 6/m': [
    'l>=0 and ((h>0 and k>=0) or (h=0 and k=0))',
    (h, k, l) => l >= 0 && ((h > 0 && k >= 0) || (h === 0 && k === 0)),
  ],
  '-3': [
    '(h>0 and k>0) or (h>=0 and k=0 and l>=0) or (h=0 and k>0 and l>0)',
    (h, k, l) => (h > 0 && k > 0) || (h >= 0 && k === 0 && l >= 0) || (h === 0 && k > 0 && l > 0),
  ],
  '-3m1': ['h>=0 and k>=0 and l>=0 and (l>0 or h>=k)', (h, k, l) => h >= 0 && k >= 0 && l >= 0 && (l > 0 || h >= k)],
  'm-3': [
    'k>=0 and l>=0 and ((h>=k and h>l) or (h=k and k=l))',
    (h, k, l) => k >= 0 && l >= 0 && ((h >= k && h > l) || (h === k && k === l)),
  ],
  'm-3m': ['h>=k and k>=l and l>=0', (h, k, l) => h >= k && k >= l && l >= 0],
};

const NEGATIVE: Readonly<Record<string, string>> = { '-1': 'hk', '2/m': 'h', '-3': 'l', '-31m': 'l' };
const ORDERED: Readonly<Record<string, 1 | 2>> = { '4/mmm 6/mmm': 1, '-31m': 1, 'm-3m': 2 };

const known = /* @__PURE__ */ new WeakMap<ReflectionGroup, Region>();

/** The region in the axes of the reference setting, or in those of the group where they are others. @internal */
export function regionOf(group: ReflectionGroup): Region {
  let region = known.get(group);
  if (region === undefined) known.set(group, (region = makeRegion(group)));
  return region;
}

function makeRegion(group: ReflectionGroup): Region {
  const [name, ...ccp4] = partOf(group);
  const [, test] = WRITTEN[name] ?? ccp4;
  const P = scaledToReference(group);
  if (P.every((c, i) => c === IDENTITY[i]))
    return { has: test, negative: NEGATIVE[name] ?? '', ordered: ORDERED[name] ?? 0 };
  return { has: (h, k, l) => test(...vecMat([h, k, l], P)), negative: 'hkl', ordered: 0 };
}

/**
 * The one of the equivalent reflections `±hR` that people write: 1 0 0, 2 1 1, 3 1 1, 4 2 2 in cubic groups, 0 1 2 and 1 0 4 in
 * rhombohedral ones, −1 1 1 in monoclinic ones. Of each set of equivalents exactly one is written. It is that with h ≥ k ≥ l ≥ 0 where there is one,
 * and none is negative where that can be; `toAsu` of a group takes the representatives of CCP4 instead (0 1 1, 1 1 2).
 *
 * In settings other than the reference one it is the same set of reflections, in the axes of the setting.
 *
 * @throws SpaceGroupError `bad-hkl`
 */
export function conventionalHkl(group: ReflectionGroup, hkl: Hkl): Hkl {
  checkHkl(hkl, 'conventionalHkl');
  const { has } = regionOf(group);
  for (const op of group.representatives) {
    const image = op.applyHkl(hkl);
    for (const [h, k, l] of [image, minus([0, 0, 0], image)]) if (has(h, k, l)) return [h + 0, k + 0, l + 0];
  }
  // Not reached: the region has one of each set of equivalents.
  return hkl;
}

/**
 * Which reflections {@link conventionalHkl} takes, as `reciprocalAsu` of a group says it of `toAsu`: conditions on h, k and l, and a test.
 */
export function conventionalAsu(group: ReflectionGroup): ReciprocalAsu {
  const [name, ...ccp4] = partOf(group);
  const [text] = WRITTEN[name] ?? ccp4;
  const { has } = regionOf(group);
  return Object.freeze({
    description: described(text, scaledToReference(group)),
    contains: (hkl: Hkl) => {
      const [h, k, l] = checkHkl(hkl, 'conventionalAsu.contains');
      return has(h, k, l);
    },
  });
}
