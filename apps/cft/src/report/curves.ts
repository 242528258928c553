import type { Markup } from './html.js';
import { COLORS, figure, Plot, SERIES, tickText } from './chart.js';

/** An epoch, as far as a line of the history is understood. */
export interface Epoch {
  /** From 0. */
  readonly member: number;
  readonly epoch: number;
  readonly trainLoss?: number | undefined;
  /** By target. */
  readonly validation: Readonly<Record<string, number>>;
  readonly best: boolean;
}

/** Points of a line; longer ones are thinned out. */
const MOST_POINTS = 300;

/** Lines of `history.jsonl` as epochs; numbers that are none are left out. */
export function epochsOf(history: readonly Readonly<Record<string, unknown>>[]): Epoch[] {
  return history.flatMap((line) => {
    const { member = 0, epoch, trainLoss, validation, best } = line;
    if (typeof epoch !== 'number' || !Number.isFinite(epoch)) return [];
    const found = Object.entries((validation ?? {}) as Record<string, Record<string, unknown>>).flatMap(
      ([name, metrics]) => {
        const value = metrics['mae'] ?? metrics['logLoss'];
        return typeof value === 'number' && Number.isFinite(value) ? [[name, value] as const] : [];
      },
    );
    return [
      {
        member: typeof member === 'number' ? member : 0,
        epoch,
        trainLoss: typeof trainLoss === 'number' && Number.isFinite(trainLoss) ? trainLoss : undefined,
        validation: Object.fromEntries(found),
        best: best === true,
      },
    ];
  });
}

interface Point {
  readonly member: number;
  readonly epoch: number;
  readonly value: number;
  readonly best: boolean;
}

/** How training went: its loss, and the error of each target on the validation records. */
export function learningCurves(
  epochs: readonly Epoch[],
  targets: readonly { name: string; log10: boolean; task: string }[],
): Markup[] {
  const losses = epochs.flatMap(({ member, epoch, trainLoss }) =>
    trainLoss === undefined ? [] : [{ member, epoch, value: trainLoss, best: false }],
  );
  const curves = [
    curve(losses, 'Training loss', 'loss, standardised units', 'Mean over the steps of each epoch.'),
    ...targets.map(({ name, log10, task }) => {
      const points = epochs.flatMap(({ member, epoch, validation, best }) => {
        const value = validation[name];
        return value === undefined ? [] : [{ member, epoch, value, best }];
      });
      const unit = task === 'classification' ? 'cross-entropy' : log10 ? 'MAE, log10 units' : 'MAE';
      const caption = 'Error on the validation records. The dot is the epoch whose weights were kept.';
      return curve(points, `Validation: ${name}`, unit, caption);
    }),
  ];
  return curves.filter((drawn) => drawn !== undefined);
}

function curve(points: readonly Point[], title: string, label: string, caption: string): Markup | undefined {
  const [first] = points;
  if (first === undefined) return undefined;
  const members = [...new Set(points.map(({ member }) => member))].sort((a, b) => a - b);
  const kept = members.flatMap((member) => {
    const best = points.findLast((point) => point.member === member && point.best);
    return best === undefined ? [] : [best];
  });
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const isLog = low > 0 && high / low > 5;
  const last = points.at(-1) ?? first;
  const range = points.reduce((most, { epoch }) => Math.max(most, epoch), 0) - first.epoch;
  const color = ({ member }: Point): string => SERIES[members.indexOf(member) % SERIES.length] as string;
  return figure(
    {
      title,
      description: `From ${first.value.toPrecision(3)} at epoch ${first.epoch} to ${last.value.toPrecision(3)} at epoch ${last.epoch}, lowest ${low.toPrecision(3)}.`,
      caption: members.length === 1 ? caption : `${caption} One line for each of ${members.length} networks.`,
    },
    {
      width: 360,
      height: 260,
      x: {
        label: 'epoch',
        labelAnchor: 'center',
        labelArrow: 'none',
        tickFormat: tickText,
        ticks: Math.max(1, Math.min(6, range)),
      },
      y: {
        label,
        labelArrow: 'none',
        grid: true,
        tickFormat: tickText,
        ticks: 5,
        ...(isLog ? { type: 'log' as const } : { zero: low > 0 && low < 0.5 * high, nice: true }),
      },
      marks: [
        ...members.map((member) =>
          Plot.line(thinned(points.filter((point) => point.member === member)), {
            x: 'epoch',
            y: 'value',
            stroke: color({ member } as Point),
            strokeWidth: 1.8,
            strokeLinejoin: 'round',
          }),
        ),
        ...(points.length === members.length
          ? [Plot.dot(points, { x: 'epoch', y: 'value', fill: COLORS.main, r: 3 })]
          : []),
        ...kept.map((point) => Plot.dot([point], { x: 'epoch', y: 'value', fill: color(point), r: 4.5 })),
      ],
    },
  );
}

function thinned<T>(points: readonly T[]): readonly T[] {
  const step = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, i) => i % step === 0 || i === points.length - 1);
}
