import { isVariantChoice, type VariantChoice } from '@crystal-fourier/model';
import { dataError } from '../shell/failure.js';
import { RUN_FILES, type RunFolder } from './runFolder.js';

/** How the variant of a run was chosen; undefined where it was given. @throws CliError where the record was edited to what cannot be */
export function runChoice(run: RunFolder): VariantChoice | undefined {
  const { choice } = run.record;
  if (choice === undefined || isVariantChoice(choice)) return choice;
  throw dataError(`${run.file(RUN_FILES.record)}: the choice of the variant is not complete`, 'was it edited?');
}
