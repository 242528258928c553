import type { PowderOptions, PowderPattern } from '@crystal-fourier/data/diffraction';
import { useEffect, useState } from 'react';
import { type Failure, failureOf, isGivenUp } from '../failure.js';

interface PowderState {
  /** Of the crystal that is shown, or the last one while another is computed. */
  readonly pattern: PowderPattern | null;
  readonly failure: Failure | null;
}

/**
 * The pattern of the crystal that is shown.
 *
 * @param version counts crystals: another one is another crystal
 */
export function usePowder(
  compute: (options: PowderOptions) => Promise<PowderPattern>,
  options: PowderOptions,
  version: number,
): PowderState {
  const [state, setState] = useState<PowderState>({ pattern: null, failure: null });
  const key = JSON.stringify(options);
  useEffect(() => {
    let isWanted = true;
    compute(JSON.parse(key) as PowderOptions).then(
      (pattern) => isWanted && setState({ pattern, failure: null }),
      (error: unknown) => {
        const failure = failureOf(error);
        if (isWanted && !isGivenUp(failure)) setState({ pattern: null, failure });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [compute, key, version]);
  return state;
}
