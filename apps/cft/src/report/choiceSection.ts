import type { TriedVariant, VariantChoice, VariantTrials } from '@crystal-fourier/model';
import { countText, durationText, percent, shortNumber } from '../shell/numberText.js';
import { html, type Markup } from './html.js';
import { table } from './tables.js';

/** How the variant of a network was chosen, with the errors that it was chosen by. */
export function choiceSection({ variant, reason, trials }: VariantChoice): Markup {
  const said = html`<p><b>${variant}</b>: ${reason}.</p>`;
  if (trials === undefined) return html`<div class="panel">${said}</div>`;
  const { folds, epochs, share, seconds } = trials;
  return html`<p class="soft">
      Before the training, variants were trained briefly and compared on crystals of space groups that they were not
      trained on:
      ${folds.map(({ groups, heldOut, train }, f) => `${f === 0 ? '' : '; '}part ${f + 1}: ${countText(train)} crystals for training, ${countText(heldOut)} of ${groups.length} other groups`)};
      ${epochs} epochs. It took ${durationText(seconds)}, ${percent(share)} of the steps of the training. The validation
      and test parts had no share in it.
    </p>
    <div class="panel">${said} ${trialTable(trials)}</div>`;
}

function trialTable({ folds, candidates }: VariantTrials): Markup {
  const targets = [...new Set(candidates.flatMap(({ errors }) => errors.flatMap(Object.keys)))];
  const cells = folds.flatMap((_, f) => targets.map((target) => ({ f, target })));
  return table(
    'Variants compared',
    [
      { head: 'variant' },
      ...cells.map(({ f, target }) => ({ head: `${target}, part ${f + 1}`, isNumber: true })),
      { head: 'errors beside the first', isNumber: true },
    ],
    candidates.map((candidate) => [
      candidate.variant,
      ...cells.map(({ f, target }) => {
        const error = candidate.errors[f]?.[target];
        return error === undefined ? '' : shortNumber(error);
      }),
      gainText(candidate),
    ]),
  );
}

/** `12 ± 2 % larger`. */
function gainText({ gain, deviation = 0 }: TriedVariant): string {
  if (gain === undefined) return '';
  return `${(100 * Math.abs(gain)).toFixed(1)} ± ${(100 * deviation).toFixed(1)} % ${gain > 0 ? 'smaller' : 'larger'}`;
}
