import { show } from '../algebra/errors.js';
import { found, type LookupResult } from '../group/lookupResult.js';
import { plainSymbol } from '../settings/plainSymbol.js';
import { compressSymbol } from '../settings/symbolIndex.js';
import { type PlaneGroup, planeGroup } from './planeGroup.js';

/** Short and full symbol, and the short ones of before 1983: `pgg` for p2gg, `p4m` for p4mm. */
function spellings({ hmShort, hmFull }: PlaneGroup): string[] {
  return [hmShort, hmFull, hmShort.replace(/2(?=..)/, ''), hmShort.replace(/(?<=[46].)m/, '')];
}

/**
 * A plane group by its symbol, short or full, with or without spaces, in any case, or by its number: `p 4 m m`, `p4m`, `pgg`, `c1m1`, `17`.
 * What is not understood is `ok: false` with a reason. The groups are those of the International Tables A, 2.2, in their axes: `p11m`,
 * pm on exchanged axes, is refused. Never throws.
 */
export function lookupPlane(symbol: string | number): LookupResult<PlaneGroup> {
  const groups = Array.from({ length: 17 }, (_, i) => planeGroup(i + 1));
  const text = typeof symbol === 'string' || typeof symbol === 'number' ? plainSymbol(String(symbol)) : '';
  const wanted = compressSymbol(text).replace(/^(no\.?|#)/, '');
  const group = groups.find((g) => String(g.number) === wanted || spellings(g).includes(wanted));
  if (group !== undefined) return found(group, /^\d/.test(wanted) ? 'number' : 'hm');
  const known = groups.map((g) => g.hmShort).join(', ');
  return {
    ok: false,
    reason: `lookupPlane: ${show(symbol)} is no plane group; they are ${known}, or their numbers 1 to 17`,
    candidates: groups
      .filter((g) => spellings(g).some((name) => [...name].sort().join() === [...wanted].sort().join()))
      .map((g) => ({ hmExtended: g.hmShort, number: g.number })),
  };
}
