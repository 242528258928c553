import type { Hkl } from '../algebra/types.js';

/** All reflections with indices from −n to n. */
export function cube(n: number): Hkl[] {
  const all: Hkl[] = [];
  for (let h = -n; h <= n; h++) for (let k = -n; k <= n; k++) for (let l = -n; l <= n; l++) all.push([h, k, l]);
  return all;
}

/** What the description of a region of reciprocal space says of a reflection, read as a reader would. */
export function described(description: string): (h: Hkl) => boolean {
  const code = description
    .replaceAll(/(?<![<>])=/g, '===')
    .replaceAll('and', '&&')
    .replaceAll('or', '||')
    .replaceAll(/(\d)([hkl])/g, '$1*$2');
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is the thing under test
  const contains = new Function('h', 'k', 'l', `return ${code}`) as (h: number, k: number, l: number) => boolean;
  return ([h, k, l]) => contains(h, k, l);
}
