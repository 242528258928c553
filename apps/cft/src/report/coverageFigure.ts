import type { CoveredShare } from '../evaluation/coverage.js';
import type { TargetEvaluation } from '../evaluation/evaluateTarget.js';
import { percent, shortNumber } from '../shell/numberText.js';
import { COLORS, figure, Plot } from './chart.js';
import type { Markup } from './html.js';

const sharesText = (list: readonly CoveredShare[]): string =>
  list.map(({ name, share }) => `${name} ${percent(share)}`).join(', ');

/** Shares of true values in their intervals against those that the intervals promise. */
export function coverageFigure({ name, log10, coverage }: TargetEvaluation): Markup | undefined {
  if (coverage === undefined) return undefined;
  const { level, share, halfWidth, reliability, byNovelty, bySystem } = coverage;
  const axis = {
    labelArrow: 'none',
    grid: true,
    ticks: 5,
    domain: [0, 1],
    tickFormat: percent,
  } as const;
  const slices = [
    ...(byNovelty.length === 0 ? [] : [`By novelty: ${sharesText(byNovelty)}.`]),
    ...(bySystem.length === 0 ? [] : [`By crystal system: ${sharesText(bySystem)}.`]),
  ];
  return figure(
    {
      title: `Intervals: ${name}`,
      description: reliability
        .map(({ level: promised, share: found }) => `promised ${percent(promised)}, found ${percent(found)}`)
        .join('; '),
      caption: [
        `On the line intervals hold what they promise: of ${percent(level)} intervals, ${(100 * share).toFixed(1)} % have the true value in them. Half of their width is ${shortNumber(halfWidth)}${log10 ? ' in log10 units' : ''} in the median.`,
        ...slices,
      ].join(' '),
    },
    {
      x: { ...axis, labelAnchor: 'center', label: 'level of the intervals' },
      y: { ...axis, label: 'true values in them' },
      marks: [
        Plot.line(
          [
            [0, 0],
            [1, 1],
          ],
          { stroke: COLORS.text, strokeOpacity: 0.5, strokeDasharray: '4,4' },
        ),
        Plot.line(reliability, { x: 'level', y: 'share', stroke: COLORS.main, strokeWidth: 1.8 }),
        Plot.dot(reliability, { x: 'level', y: 'share', fill: COLORS.main, r: 4 }),
      ],
    },
  );
}
