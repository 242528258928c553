import type { SpaceGroup } from '@crystal-fourier/spacegroups';
import type { BlockReader } from './blockReader.js';
import type { CompletedCell } from '../evidence/completeCell.js';

/** A setting with the cell that it makes of the atoms. @internal */
export interface ChosenSetting {
  readonly group: SpaceGroup;
  readonly completed: CompletedCell;
}

/**
 * The setting that the atoms fit, where a symbol leaves several open: declared multiplicities first, then no two atoms in one
 * place. That there was a choice is reported.
 *
 * @internal
 */
export function chooseSetting(
  candidates: readonly SpaceGroup[],
  reader: BlockReader,
  complete: (group: SpaceGroup) => CompletedCell,
): ChosenSetting {
  const [only] = candidates;
  if (candidates.length === 1) return { group: only!, completed: complete(only!) };
  const tried: ChosenSetting[] = [];
  let problem: unknown;
  for (const group of candidates) {
    try {
      tried.push({ group, completed: complete(group) });
    } catch (error) {
      problem ??= error;
    }
  }
  if (tried.length === 0) throw problem;
  const faults = ({ completed }: ChosenSetting): number => completed.conflicts.length + completed.contacts;
  const least = Math.min(...tried.map(faults));
  const best = tried.filter((one) => faults(one) === least);
  const names = candidates.map(({ setting }) => setting.hmExtended).join(', ');
  const used = best[0]!.group.setting.hmExtended;
  const why =
    best.length > 1
      ? ', the atoms do not decide: add the operations'
      : ', which alone keeps the atoms apart and their multiplicities';
  reader.repair(
    'setting-guessed',
    'bad-symmetry',
    `without operations the space group can mean ${names}; ${used} was used${why}`,
  );
  return best[0]!;
}
