import type { HoldOutKind, HoldOutRule } from '@crystal-fourier/data';
import { usageError } from '../shell/failure.js';
import { didYouMean } from '../shell/suggest.js';

/** What a command line says of the folds. */
export interface HoldOutOptions {
  /** `system`, `group=71,140`, `element=O,Fe`, … */
  readonly holdOut: string;
  readonly folds?: number;
  /** `triclinic+monoclinic,trigonal+hexagonal` */
  readonly merge?: string;
  readonly seed: number;
}

const KINDS: readonly HoldOutKind[] = ['system', 'group', 'element', 'formula', 'cluster', 'random'];

/** For the help of commands that have `--hold-out`. */
export const HOLD_OUT_HELP =
  'system, group, element, formula, cluster or random; group=71,140 holds these groups out together, element=O,Fe each of them in turn';

/** The rule that a command line asks for. @throws CliError for a text that is none */
export function holdOutRule({ holdOut, folds, merge, seed }: HoldOutOptions): HoldOutRule {
  const [kind = '', ...rest] = holdOut.split('=');
  const by = KINDS.find((name) => name === kind.trim());
  const keys =
    rest.length === 0
      ? undefined
      : rest
          .join('=')
          .split(',')
          .map((key) => key.trim());
  if (by === undefined || keys?.includes('') === true)
    throw usageError(
      `--hold-out must be ${KINDS.join(', ')}, or group=71,140, element=O,Fe, got ${JSON.stringify(holdOut)}${by === undefined ? didYouMean(kind, KINDS) : ''}`,
    );
  return {
    by,
    seed,
    ...(keys === undefined ? {} : { keys }),
    ...(folds === undefined ? {} : { folds }),
    ...(merge === undefined
      ? {}
      : { merge: merge.split(',').map((names) => names.split('+').map((name) => name.trim())) }),
  };
}
