import { mapped } from '@crystal-fourier/math3';
import { deriveConstraints, frequencySetFrom } from '@crystal-fourier/fourier-basis';
import { type Hkl, satisfiesConditions, type SpaceGroup, type SymOp } from '@crystal-fourier/spacegroups';
import { conventionalHkl } from '@crystal-fourier/spacegroups/reflections';

/** What symmetry says of a reflection. */
export interface ReflectionCheck {
  readonly hkl: Hkl;
  /** Null if the reflection is allowed. */
  readonly absence: {
    /** An operation {R|t} with hR = h. */
    readonly operation: SymOp;
    /** Its index in the list of operations. */
    readonly index: number;
    /** h·t in units of 1/24, never 0: F(h) = F(h)·exp(−2πi phase/24), so F(h) is 0. */
    readonly phase: number;
    /** General reflection conditions that it or an equivalent reflection breaks: `0k0: k=2n`. */
    readonly broken: readonly { readonly condition: string; readonly by: Hkl }[];
  } | null;
  /** The different reflections ±hR, Friedel pairs included; the given one first. */
  readonly equivalents: readonly Hkl[];
  /** Operations that keep h, without and with those that centring adds. */
  readonly epsilon: number;
  readonly epsilonWithCentring: number;
  readonly isCentric: boolean;
  /** The two phases in degrees that a centric reflection may have. */
  readonly phases: readonly [number, number] | null;
  /** The one of the equivalents that people write. */
  readonly representative: Hkl;
}

/** Checks one reflection; exact. */
export function checkReflection(group: SpaceGroup, hkl: Hkl): ReflectionCheck {
  const images = group.representatives.flatMap((op) => {
    const image = op.applyHkl(hkl);
    return [image, mapped(image, (c) => 0 - c)];
  });
  const equivalents = [...new Map(images.map((image) => [image.join(), image])).values()];
  // The origin alone is a set that every group maps to itself; any reflection may be asked for.
  const why = deriveConstraints(group, frequencySetFrom([[0, 0, 0]])).whyAbsent(hkl);
  return {
    hkl,
    absence:
      why === null
        ? null
        : { ...why, index: group.indexOf(why.operation), broken: brokenConditions(group, equivalents) },
    equivalents,
    epsilon: group.epsilon(hkl),
    epsilonWithCentring: group.epsilon(hkl, { centring: true }),
    isCentric: group.isCentric(hkl),
    phases: group.phaseRestriction(hkl)?.degrees ?? null,
    representative: conventionalHkl(group, hkl),
  };
}

function brokenConditions(group: SpaceGroup, equivalents: readonly Hkl[]): { condition: string; by: Hkl }[] {
  const conditions = group.reflectionConditions();
  return conditions.zones.flatMap((zone) => {
    const by = equivalents.find((hkl) => !satisfiesConditions({ ...conditions, zones: [zone] }, hkl));
    return by === undefined ? [] : [{ condition: zone.text, by }];
  });
}

export type ReadHkl = { readonly ok: true; readonly hkl: Hkl } | { readonly ok: false; readonly message: string };

/** Reads `1 0 -2`, `1,0,-2`, `10-2`, or four indices `1 0 -1 2`, of which the third is the negative sum of the first two. */
export function readHkl(text: string): ReadHkl {
  const plain = text.replaceAll('\u2212', '-').replace(/^[\s({[]+|[\s)}\]]+$/g, '');
  const tokens = /^(?:-?\d){3}$/.test(plain) ? plain.match(/-?\d/g)! : plain.split(/[\s,;]+/);
  const indices = tokens.map(Number);
  if (tokens.some((token) => !/^[-+]?\d{1,4}$/.test(token)) || (indices.length !== 3 && indices.length !== 4))
    return { ok: false, message: 'Expected three integers such as 1 0 −2, each of at most four digits.' };
  const [h = 0, k = 0, third = 0, fourth] = indices;
  if (fourth === undefined) return { ok: true, hkl: [h, k, third + 0] };
  if (third !== -h - k)
    return { ok: false, message: `Of four indices h k i l the third is −h−k, here ${-h - k}; found ${third}.` };
  return { ok: true, hkl: [h, k, fourth] };
}

/** `(1 0 −2)`; on hexagonal axes with the index i = −h−k as the third of four. */
export function hklText([h, k, l]: Hkl, hexagonal = false): string {
  return `(${(hexagonal ? [h, k, 0 - h - k, l] : [h, k, l]).join(' ').replaceAll('-', '−')})`;
}

/** Whether reflections are written with four indices: the three-fold axis is c, and a and b are at 120°. */
export const isHexagonal = ({ crystalSystem, representatives }: SpaceGroup): boolean =>
  ['trigonal', 'hexagonal'].includes(crystalSystem) &&
  representatives.some(({ rot }) => rot.join() === '0,-1,0,1,-1,0,0,0,1');
