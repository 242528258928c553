import type { Crossval, CrossvalTarget } from '@crystal-fourier/model';
import { COLORS, figure, Plot, SERIES, tickText } from '../report/chart.js';
import type { Markup } from '../report/html.js';
import { shortNumber } from '../shell/numberText.js';
import { measureText } from './crossvalText.js';

/** One bar. */
interface Bar {
  readonly fold: string;
  readonly model: string;
  readonly error: number;
  readonly deviation: number;
  readonly inDistribution: number | undefined;
  readonly label: string;
}

/** Colours of models: a colour for each of the first, grey for the others. */
const colorOf = (index: number): string => SERIES[index] ?? 'var(--soft)';

/** Held-out errors of every model on every fold, with the error of the same crystals in distribution. */
export function foldBars({ folds, models }: Crossval, target: CrossvalTarget): Markup {
  const names = models.map(({ name }) => name);
  const bars = folds.flatMap(({ name: fold, errors }) =>
    names.flatMap((model): Bar[] => {
      const error = errors[model]?.[target.name];
      if (error === undefined) return [];
      const { heldOut, inDistribution, price } = error;
      return [
        {
          fold,
          model,
          error: heldOut.mean,
          deviation: heldOut.deviation ?? 0,
          inDistribution: inDistribution?.mean,
          label: `${shortNumber(heldOut.mean)}${price === undefined ? '' : `  ×${price.toFixed(2)}`}`,
        },
      ];
    }),
  );
  // One that cannot extrapolate would make all other bars short: its bar is cut, its label says the error.
  const sorted = bars.map(({ error }) => error).sort((a, b) => a - b);
  const limit = 2.5 * (sorted[Math.floor(sorted.length / 2)] ?? 1);
  const most = Math.min(Math.max(...sorted, 1e-12), Math.max(limit, 1e-12));
  const cut = (value: number): number => Math.min(value, most);
  const spread = bars.filter(({ deviation }) => deviation > 0);
  const known = bars.filter(({ inDistribution }) => inDistribution !== undefined);
  return figure(
    {
      title: `Error of each fold: ${target.name}`,
      description: bars.map(({ fold, model, label }) => `${fold}, ${model}: ${label}`).join('; '),
      caption: `${measureText(target)}.${known.length === 0 ? '' : ' Upright line: the same crystals in distribution; ×: held-out error over that one.'}${spread.length === 0 ? '' : ' Thin line: ± the standard deviation over seeds.'}${sorted.some((error) => error > most) ? ' Bars that would be far longer are cut.' : ''}`,
    },
    {
      width: 940,
      height: 60 + folds.length * (18 + 20 * names.length),
      marginLeft: 120,
      marginRight: 150,
      x: { label: null, grid: true, ticks: 5, tickFormat: tickText, domain: [0, most * 1.16] },
      y: { label: null, domain: names, tickSize: 0 },
      fy: { label: null, domain: folds.map(({ name }) => name), padding: 0.12 },
      marks: [
        Plot.barX(bars, {
          x: ({ error }: Bar) => cut(error),
          y: 'model',
          fy: 'fold',
          fill: ({ model }: Bar) => colorOf(names.indexOf(model)),
          fillOpacity: 0.8,
          insetTop: 2,
          insetBottom: 2,
        }),
        Plot.ruleY(spread, {
          x1: ({ error, deviation }: Bar) => cut(error - deviation),
          x2: ({ error, deviation }: Bar) => cut(error + deviation),
          y: 'model',
          fy: 'fold',
          stroke: COLORS.text,
        }),
        Plot.tickX(known, {
          x: ({ inDistribution = 0 }: Bar) => cut(inDistribution),
          y: 'model',
          fy: 'fold',
          stroke: COLORS.text,
          strokeWidth: 2,
          insetTop: 1,
          insetBottom: 1,
        }),
        Plot.text(bars, {
          x: ({ error, deviation, inDistribution = 0 }: Bar) => cut(Math.max(error + deviation, inDistribution)),
          y: 'model',
          fy: 'fold',
          text: 'label',
          dx: 6,
          textAnchor: 'start',
          fill: COLORS.text,
        }),
      ],
    },
  );
}
