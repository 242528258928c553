import { decimalText } from '@crystal-fourier/math3';
import { countText, percent, shortNumber } from '../shell/numberText.js';
import { alignColumns } from '../shell/textTable.js';
import type { Coverage } from './coverage.js';
import type { TargetEvaluation } from './evaluateTarget.js';
import { isClassification, type Score } from './score.js';

/** Groups in a printed table; the rest is in the file. */
const MOST_GROUPS = 12;
const LEAST_FOR_R2 = 5;

/** Names and values of a score's numbers, in the order of a table. */
export function scoreColumns({ metrics, log10 }: Score): readonly (readonly [name: string, value: string])[] {
  if (isClassification(metrics)) {
    const { accuracy, balancedAccuracy, auc, logLoss } = metrics;
    return [
      ['accuracy', accuracy.toFixed(3)],
      ['balanced', balancedAccuracy.toFixed(3)],
      ['AUC', auc.toFixed(3)],
      ['log loss', shortNumber(logLoss)],
    ];
  }
  const columns = (of: typeof metrics, suffix: string): [string, string][] => [
    [`MAE${suffix}`, shortNumber(of.mae)],
    [`RMSE${suffix}`, shortNumber(of.rmse)],
    // R² of fewer values is meaningless.
    [`R²${suffix}`, of.count < LEAST_FOR_R2 ? '–' : of.r2 < -1000 ? '< -1000' : decimalText(of.r2, 3)],
  ];
  return [...(log10 === undefined ? [] : columns(log10, ' log10')), ...columns(metrics, '')];
}

/** One target's evaluation as lines for a terminal. */
export function evaluationLines(target: TargetEvaluation): string[] {
  const { name, log10, count, leftOut, models, bySystem, byGroup, calibration, coverage, tensor } = target;
  const table = (label: string, rows: readonly { name: string; score: Score; note?: string }[], counted: boolean) => {
    const first = rows[0]?.score;
    if (first === undefined) return [];
    const head = [
      label,
      ...(counted ? ['records'] : []),
      ...scoreColumns(first).map(([column]) => column),
      rows.some(({ note }) => note !== undefined) ? 'note' : '',
    ];
    const body = rows.map(({ name: own, score, note }) => [
      own,
      ...(counted ? [String(score.metrics.count)] : []),
      ...scoreColumns(score).map(([, value]) => value),
      note ?? '',
    ]);
    const styles = head.map((_, c) => ({ align: c === 0 || c === head.length - 1 ? 'left' : 'right' }) as const);
    return alignColumns([head, ...body], styles);
  };
  const largest = [...byGroup].sort((a, b) => b.score.metrics.count - a.score.metrics.count).slice(0, MOST_GROUPS);
  return [
    `${name}: ${countText(count)} records${leftOut === 0 ? '' : `, ${leftOut} without a value that counts`}${log10 ? '; errors of log10 first' : ''}${tensor === undefined ? '' : `; ${tensor.kind}, errors are Frobenius norms`}`,
    ...table('model', models, false),
    ...(tensor === undefined ? [] : tensorLines(target, tensor)),
    '',
    ...table('crystal system', bySystem, true),
    '',
    ...table(byGroup.length > MOST_GROUPS ? `group (${MOST_GROUPS} of ${byGroup.length})` : 'group', largest, true),
    ...(calibration === undefined
      ? []
      : [
          '',
          `spread of the ensemble: ${percent(calibration.within[0])} of errors within one spread, ${percent(calibration.within[1])} within two (normal: 68 %, 95 %);`,
          `errors are ${shortNumber(calibration.ratio)} times the spread; rank correlation ${calibration.rankCorrelation.toFixed(2)}`,
        ]),
    ...(coverage === undefined ? [] : coverageLines(coverage)),
  ];
}

/** How often intervals have the true value in them. */
function coverageLines({ level, share, halfWidth, byNovelty, bySystem }: Coverage): string[] {
  const shares = (list: Coverage['byNovelty']): string =>
    list.map(({ name, share: own }) => `${name} ${percent(own)}`).join(', ');
  return [
    '',
    `intervals of ${percent(level)}: ${percentOfTenths(share)} of the true values are in them; half of their width is ${shortNumber(halfWidth)} in the median`,
    ...(byNovelty.length === 0 ? [] : [`by novelty: ${shares(byNovelty)}`]),
    ...(bySystem.length === 0 ? [] : [`by crystal system: ${shares(bySystem)}`]),
  ];
}

const percentOfTenths = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Errors of a tensor by degree, and on the crystals that are not cubic. */
function tensorLines(
  { models }: TargetEvaluation,
  { byDegree, stable }: NonNullable<TargetEvaluation['tensor']>,
): string[] {
  const degrees = byDegree.map(
    ({ degree, rmse, spread }) => `degree ${degree} ${shortNumber(rmse)} (of ${shortNumber(spread)})`,
  );
  const others = models.flatMap(({ name, notCubic }) =>
    notCubic === undefined ? [] : [`${name} ${shortNumber(notCubic)}`],
  );
  return [
    `RMSE of the network by irreducible parts, and the spread of what is true: ${degrees.join(', ')}`,
    ...(others.length === 0 ? [] : [`MAE on crystals that are not cubic: ${others.join(', ')}`]),
    ...(stable === undefined ? [] : [`${percent(stable)} of the predicted stiffnesses are positive definite`]),
  ];
}
