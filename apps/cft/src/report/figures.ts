import { Random } from '@crystal-fourier/data';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import { type EvaluatedRecord, isClassification, type Slice, type TargetEvaluation } from '../evaluation/evaluation.js';
import { countText, shortNumber } from '../evaluation/text.js';
import { COLORS, figure, Plot, tickText } from './chart.js';
import type { Markup } from './html.js';

/** A record with both numbers, and their difference in the scale that was learned. */
export interface Compared {
  readonly record: EvaluatedRecord;
  readonly truth: number;
  readonly predicted: number;
  /** Predicted − true, of the logarithms where those were learned. */
  readonly error: number;
}

/** Points drawn of all targets together: a page must stay light. */
const MOST_POINTS = 6000;
const MOST_GROUPS = 15;

/** Points of which a share is drawn: the worst always, the rest by chance. */
export function drawn(compared: readonly Compared[], targets: number): readonly Compared[] {
  const most = Math.max(500, Math.floor(MOST_POINTS / targets / 1.5));
  if (compared.length <= most) return compared;
  const order = compared.map((_, i) => i).sort((i, j) => Math.abs(compared[j]!.error) - Math.abs(compared[i]!.error));
  const worst = order.slice(0, 50);
  const chosen = [
    ...worst,
    ...Random.seeded(0)
      .shuffled(order.slice(50))
      .slice(0, most - 50),
  ];
  return chosen.map((i) => compared[i]!);
}

/** Predicted against true. */
export function parity({ name, log10 }: TargetEvaluation, compared: readonly Compared[], targets: number): Markup {
  const points = drawn(compared, targets);
  const values = compared.flatMap(({ truth, predicted }) => (log10 && predicted <= 0 ? [truth] : [truth, predicted]));
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const room = log10 ? 0 : 0.03 * (high - low || 1);
  const domain = log10 ? [low / 1.1, high * 1.1] : [low - room, high + room];
  const axis = {
    domain,
    tickFormat: tickText,
    ticks: 5,
    grid: true,
    labelArrow: 'none',
    ...(log10 ? { type: 'log' as const } : {}),
  } as const;
  const some =
    points.length < compared.length
      ? `${countText(points.length)} of ${countText(compared.length)} records are drawn, the 50 worst and others by chance; numbers are of all.`
      : `All ${countText(compared.length)} records.`;
  return figure(
    {
      title: `Predicted and true: ${name}`,
      description: `A scatter of ${points.length} records about the diagonal, from ${shortNumber(low)} to ${shortNumber(high)}.`,
      caption: `On the line a prediction is exact. ${some}`,
    },
    {
      height: 400,
      marginLeft: 60,
      x: { ...axis, label: 'true', labelAnchor: 'center' },
      y: { ...axis, label: 'predicted' },
      marks: [
        Plot.line(
          [
            [domain[0]!, domain[0]!],
            [domain[1]!, domain[1]!],
          ],
          { stroke: COLORS.text, strokeOpacity: 0.5, strokeDasharray: '4,4' },
        ),
        Plot.dot(
          points.filter(({ predicted }) => !log10 || predicted > 0),
          {
            x: 'truth',
            y: 'predicted',
            r: points.length > 800 ? 1.8 : 2.6,
            fill: COLORS.main,
            fillOpacity: points.length > 800 ? 0.4 : 0.55,
            ...(points.length > 1500
              ? {}
              : {
                  title: ({ record, truth, predicted }: Compared) =>
                    `${record.id} ${record.formula}: true ${shortNumber(truth)}, predicted ${shortNumber(predicted)}`,
                }),
          },
        ),
      ],
    },
  );
}

/** Differences between predicted and true. */
export function errorDistribution({ name, log10 }: TargetEvaluation, compared: readonly Compared[]): Markup {
  const errors = compared.map(({ error }) => error).sort((a, b) => a - b);
  // A few far outliers would make one bin of all the others.
  const edge = Math.max(quantile(errors, 0.995), -quantile(errors, 0.005), 1e-12);
  const inside = errors.filter((error) => Math.abs(error) <= edge);
  const median = quantile(errors, 0.5);
  const beyond = errors.length - inside.length;
  return figure(
    {
      title: `Errors: ${name}`,
      description: `A histogram of predicted minus true; the median is ${shortNumber(median)}, half of the errors are between ${shortNumber(quantile(errors, 0.25))} and ${shortNumber(quantile(errors, 0.75))}.`,
      caption: `Predicted − true${log10 ? ' of the logarithms' : ''}. Dashed: the median, ${shortNumber(median)}.${beyond === 0 ? '' : ` ${beyond} larger errors are beyond the edges.`}`,
    },
    {
      height: 260,
      x: {
        domain: [-edge, edge],
        label: log10 ? 'error, log10 units' : 'error',
        labelAnchor: 'center',
        labelArrow: 'none',
        ticks: 6,
        tickFormat: tickText,
      },
      y: { label: 'records', labelArrow: 'none', grid: true, ticks: 5, tickFormat: tickText },
      marks: [
        Plot.rectY(inside, {
          ...Plot.binX({ y: 'count' }, { x: (error: number) => error, thresholds: 41 }),
          fill: COLORS.main,
          fillOpacity: 0.75,
          insetLeft: 0.5,
          insetRight: 0.5,
        }),
        Plot.ruleX([median], { stroke: COLORS.second, strokeWidth: 2, strokeDasharray: '4,3' }),
        Plot.ruleY([0], { stroke: COLORS.text, strokeOpacity: 0.6 }),
      ],
    },
  );
}

/** A linear interpolation between sorted numbers. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (above - below) * (place - Math.floor(place));
}

/** The number that bars show. */
const errorOf = ({ score: { metrics, log10 } }: Slice): number =>
  isClassification(metrics) ? 1 - metrics.accuracy : (log10 ?? metrics).mae;

/** Errors by crystal system or by group. */
export function errorBars(target: TargetEvaluation, by: 'system' | 'group'): Markup {
  const all = by === 'system' ? target.bySystem : target.byGroup;
  const slices =
    by === 'system'
      ? all
      : [...all].sort((a, b) => b.score.metrics.count - a.score.metrics.count).slice(0, MOST_GROUPS);
  const rows = slices.map((slice) => ({
    label: by === 'system' ? slice.name : `${slice.name}  ${spaceGroup(Number(slice.name)).setting.hmExtended}`,
    count: slice.score.metrics.count,
    error: errorOf(slice),
  }));
  const overall = errorOf({ name: '', score: target.models[0]!.score });
  const measure = target.task === 'classification' ? 'share wrong' : target.log10 ? 'MAE, log10 units' : 'MAE';
  const most = Math.max(...rows.map(({ error }) => error), overall, 1e-12);
  const left = all.length - rows.length;
  const what = by === 'system' ? 'crystal system' : 'space group';
  return figure(
    {
      title: `Error by ${what}: ${target.name}`,
      description: rows
        .map(({ label, count, error }) => `${label}: ${shortNumber(error)} on ${count} records`)
        .join('; '),
      caption: `${measure} and number of records. Dashed: all records, ${shortNumber(overall)}.${left === 0 ? '' : ` The ${rows.length} groups with most records of ${all.length}.`} Means of few records say little.`,
    },
    {
      height: 56 + 22 * rows.length,
      marginLeft: by === 'system' ? 92 : 118,
      marginRight: 64,
      x: {
        label: measure,
        labelAnchor: 'center',
        labelArrow: 'none',
        grid: true,
        ticks: 4,
        tickFormat: tickText,
        domain: [0, most * 1.02],
      },
      y: { label: null, domain: rows.map(({ label }) => label), tickSize: 0 },
      marks: [
        Plot.barX(rows, {
          x: 'error',
          y: 'label',
          fill: COLORS.main,
          fillOpacity: ({ count }: (typeof rows)[0]) => (count < 10 ? 0.4 : 0.8),
          insetTop: 2,
          insetBottom: 2,
          rx2: 3,
        }),
        Plot.ruleX([overall], { stroke: COLORS.second, strokeWidth: 1.5, strokeDasharray: '4,3' }),
        Plot.text(rows, {
          x: 'error',
          y: 'label',
          text: ({ count }: (typeof rows)[0]) => countText(count),
          dx: 6,
          textAnchor: 'start',
          fill: COLORS.text,
          stroke: 'var(--card)',
          strokeWidth: 4,
        }),
      ],
    },
  );
}

/** Sizes of errors against what the ensemble says of them. */
export function calibrationFigure({ name, log10, calibration }: TargetEvaluation): Markup | undefined {
  if (calibration === undefined || calibration.bins.length < 3) return undefined;
  const { bins, ratio, rankCorrelation, within } = calibration;
  const most = 1.05 * Math.max(...bins.flatMap(({ spread, error }) => [spread, error]));
  const unit = log10 ? ', log10 units' : '';
  const widest = 1.05 * Math.max(...bins.map(({ spread }) => spread));
  const corner = Math.min(widest, most);
  return figure(
    {
      title: `Uncertainty: ${name}`,
      description: bins
        .map(({ spread, error }) => `spread ${shortNumber(spread)}, error ${shortNumber(error)}`)
        .join('; '),
      caption: `Records in order of the ensemble’s spread, in ${bins.length} equal bins: on the line the spread is as large as the error. Errors are ${shortNumber(ratio)} times the spread overall; ${Math.round(100 * within[0])} % are within one spread (normal: 68 %), rank correlation ${rankCorrelation.toFixed(2)}.`,
    },
    {
      x: {
        label: `spread${unit}`,
        labelAnchor: 'center',
        labelArrow: 'none',
        grid: true,
        ticks: 5,
        tickFormat: tickText,
        domain: [0, widest],
      },
      y: {
        label: `error, root mean square${unit}`,
        labelArrow: 'none',
        grid: true,
        ticks: 5,
        tickFormat: tickText,
        domain: [0, most],
      },
      marks: [
        Plot.line(
          [
            [0, 0],
            [corner, corner],
          ],
          { stroke: COLORS.text, strokeOpacity: 0.5, strokeDasharray: '4,4' },
        ),
        Plot.line(bins, { x: 'spread', y: 'error', stroke: COLORS.main, strokeWidth: 1.8 }),
        Plot.dot(bins, { x: 'spread', y: 'error', fill: COLORS.main, r: 4 }),
      ],
    },
  );
}
