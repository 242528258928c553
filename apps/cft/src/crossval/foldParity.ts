import { Random } from '@crystal-fourier/math3';
import type { CrossvalFold, CrossvalTarget } from '@crystal-fourier/model';
import { COLORS, figure, Plot, tickText } from '../report/chart.js';
import type { Markup } from '../report/html.js';
import { countText, shortNumber } from '../shell/numberText.js';

/** Points drawn on a page of all figures together: it must stay light. */
export const MOST_POINTS = 6000;

interface Point {
  readonly truth: number;
  readonly predicted: number;
}

/**
 * Predictions of a fold that was held out against what is true.
 *
 * @param most points that are drawn; of more, so many by chance
 */
export function foldParity(
  { name, points }: CrossvalFold,
  { name: target, log10 }: CrossvalTarget,
  model: string,
  most: number,
): Markup | undefined {
  const values = points?.heldOut[model]?.[target];
  if (points === undefined || values === undefined) return undefined;
  const all = (points.truth[target] ?? []).flatMap((truth, i): Point[] => {
    const predicted = values[i];
    const isDrawn = truth !== null && typeof predicted === 'number' && (!log10 || predicted > 0);
    return isDrawn ? [{ truth, predicted }] : [];
  });
  if (all.length === 0) return undefined;
  const drawn = Random.seeded(0).shuffled(all).slice(0, most);
  const numbers = all.flatMap(({ truth, predicted }) => [truth, predicted]);
  const [low, high] = [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
  const room = 0.03 * (high - low || 1);
  const domain: [number, number] = log10 ? [low / 1.1, high * 1.1] : [low - room, high + room];
  const axis = {
    domain,
    tickFormat: tickText,
    ticks: 4,
    grid: true,
    labelArrow: 'none',
    ...(log10 ? { type: 'log' as const } : {}),
  } as const;
  const some =
    drawn.length < all.length ? `${countText(drawn.length)} of ${countText(all.length)}` : countText(all.length);
  return figure(
    {
      title: `${name}: ${target}`,
      description: `A scatter of ${drawn.length} crystals about the diagonal, from ${shortNumber(low)} to ${shortNumber(high)}.`,
      caption: `${some} crystals, by ${model}.`,
    },
    {
      width: 330,
      height: 300,
      marginLeft: 56,
      x: { ...axis, label: 'true', labelAnchor: 'center' },
      y: { ...axis, label: 'predicted' },
      marks: [
        Plot.line(
          [domain, domain].map((_, i) => [domain[i]!, domain[i]!]),
          {
            stroke: COLORS.text,
            strokeOpacity: 0.5,
            strokeDasharray: '4,4',
          },
        ),
        Plot.dot(drawn, { x: 'truth', y: 'predicted', r: 1.9, fill: COLORS.main, fillOpacity: 0.5 }),
      ],
    },
  );
}
