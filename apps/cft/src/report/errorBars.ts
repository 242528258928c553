import { spaceGroup } from '@crystal-fourier/spacegroups';
import type { Slice, TargetEvaluation } from '../evaluation/evaluateTarget.js';
import { isClassification } from '../evaluation/score.js';
import { countText, shortNumber } from '../shell/numberText.js';
import { COLORS, figure, Plot, tickText } from './chart.js';
import type { Markup } from './html.js';

/** Groups that have a bar: those with most records. */
const MOST_GROUPS = 15;

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
