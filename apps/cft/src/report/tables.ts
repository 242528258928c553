import { spaceGroup } from '@crystal-fourier/spacegroups';
import type { TargetEvaluation } from '../evaluation/evaluateTarget.js';
import { scoreColumns } from '../evaluation/evaluationText.js';
import { shortNumber } from '../shell/numberText.js';
import type { Compared } from './compared.js';
import { type Content, html, type Markup } from './html.js';
import type { LeftOutRow } from './reportData.js';

const WORST = 15;
const MOST_ROWS = 100;

interface Column {
  readonly head: Content;
  readonly isNumber?: boolean;
  readonly isId?: boolean;
}

/** A table that scrolls sideways by itself where it is too wide. */
export function table(
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly Content[])[],
  isOwn: (row: number) => boolean = () => false,
): Markup {
  const classOf = ({ isNumber, isId }: Column): Content =>
    isNumber === true ? html` class="number"` : isId === true ? html` class="id"` : '';
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" ${classOf({ ...column, isId: false })}>${column.head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row, r) =>
            html`<tr${isOwn(r) ? html` class="own"` : ''}>${row.map((cell, c) => html`<td${classOf(columns[c]!)}>${cell}</td>`)}</tr>
`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The network beside other models, the best by its error first. */
export function modelTable({ name, models, tensor }: TargetEvaluation): Markup {
  const [first] = models;
  const heads = scoreColumns(first!.score).map(([head]) => head);
  const hasNotes = models.some(({ note }) => note !== undefined);
  const hasOthers = tensor !== undefined && models.some(({ notCubic }) => notCubic !== undefined);
  return table(
    `Models for ${name}`,
    [
      { head: 'model' },
      ...heads.map((head) => ({ head, isNumber: true })),
      ...(hasOthers ? [{ head: 'MAE, not cubic', isNumber: true }] : []),
      ...(hasNotes ? [{ head: 'found in training' }] : []),
    ],
    models.map(({ name: model, score, note, notCubic }) => [
      model,
      ...scoreColumns(score).map(([, value]) => value),
      ...(hasOthers ? [notCubic === undefined ? '' : shortNumber(notCubic)] : []),
      ...(hasNotes ? [note ?? ''] : []),
    ]),
    (row) => row === 0,
  );
}

/** Errors of a tensor by degree of its irreducible parts, beside the spread of what is true. */
export const degreeTable = (
  { name }: TargetEvaluation,
  { byDegree }: NonNullable<TargetEvaluation['tensor']>,
): Markup =>
  table(
    `Irreducible parts of ${name}`,
    [{ head: 'degree' }, { head: 'RMSE', isNumber: true }, { head: 'spread of what is true', isNumber: true }],
    byDegree.map(({ degree, rmse, spread }) => [String(degree), shortNumber(rmse), shortNumber(spread)]),
  );

/** `225 F m -3 m`. */
const groupText = (number: number): string => `${number} ${spaceGroup(number).setting.hmExtended}`;

/** The records with the largest errors. */
export function worstTable({ name, log10, task }: TargetEvaluation, compared: readonly Compared[]): Markup {
  const worst = [...compared].sort((a, b) => Math.abs(b.error) - Math.abs(a.error)).slice(0, WORST);
  const isClass = task === 'classification';
  return table(
    `Largest errors of ${name}`,
    [
      { head: 'id', isId: true },
      { head: 'formula' },
      { head: 'group' },
      { head: 'true', isNumber: true },
      { head: isClass ? 'probability' : 'predicted', isNumber: true },
      { head: log10 ? 'predicted / true' : 'error', isNumber: true },
    ],
    worst.map(({ record, truth, predicted, error }) => [
      record.id,
      record.formula,
      groupText(record.group),
      shortNumber(truth),
      shortNumber(predicted),
      log10 ? `× ${shortNumber(predicted / truth)}` : `${error > 0 ? '+' : ''}${shortNumber(error)}`,
    ]),
  );
}

/** What was left out, by reason, then one by one. */
export function leftOutTables(rows: readonly LeftOutRow[]): Markup {
  const counts = new Map<string, number>();
  for (const { target, reason } of rows) {
    const what = target === '' ? 'could not be read' : `${target}: ${reason}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const reasons = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_ROWS);
  const shown = rows.slice(0, MOST_ROWS);
  return html`${table(
      'Reasons',
      [{ head: 'reason' }, { head: 'times', isNumber: true }],
      reasons.map(([reason, count]) => [reason, count]),
    )}
    <details>
      <summary>${shown.length < rows.length ? `The first ${shown.length} of ${rows.length}` : 'One by one'}</summary>
      ${table(
        'Records left out',
        [
          { head: 'id', isId: true },
          { head: 'part' },
          { head: 'target' },
          { head: 'value', isNumber: true },
          { head: 'reason', isId: true },
        ],
        shown.map(({ id, part, target, value, reason }) => [id, part, target, value, reason]),
      )}
    </details>`;
}
