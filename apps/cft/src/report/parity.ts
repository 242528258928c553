import { Random } from '@crystal-fourier/math3';
import type { TargetEvaluation } from '../evaluation/evaluateTarget.js';
import { countText, shortNumber } from '../shell/numberText.js';
import { COLORS, figure, Plot, tickText } from './chart.js';
import type { Compared } from './compared.js';
import type { Markup } from './html.js';

/** Points drawn of all targets together: a page must stay light. */
const MOST_POINTS = 6000;

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
