import type { TargetEvaluation } from '../evaluation/evaluateTarget.js';
import { shortNumber } from '../shell/numberText.js';
import { COLORS, figure, Plot, tickText } from './chart.js';
import type { Markup } from './html.js';

/** Size of the errors against the spread of the ensemble. */
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
