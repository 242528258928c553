import type { TargetEvaluation } from '../evaluation/evaluateTarget.js';
import { shortNumber } from '../shell/numberText.js';
import { COLORS, figure, Plot, tickText } from './chart.js';
import type { Compared } from './compared.js';
import type { Markup } from './html.js';

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
  const position = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!];
  return below + (above - below) * (position - Math.floor(position));
}
