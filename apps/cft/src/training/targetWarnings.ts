import { targetOutliers } from '@crystal-fourier/model';
import { memberOptions, type TrainingPlan } from '../config/plan.js';
import type { DataParts } from '../data/dataParts.js';
import type { Example } from '../data/example.js';
import { shortNumber } from '../shell/numberText.js';

/** Records that a warning names. */
const MOST_NAMED = 5;
/** Targets whose correlation differs from 1 by less say the same. */
const SAME = 1e-6;
const MIN_VALUES = 10;

/** What the user should look at before a training: values far outside, targets that say the same, crystals of val and test that are trained on. */
export function targetWarnings({ parts }: DataParts, plan: TrainingPlan): string[] {
  const { train = [] } = parts;
  return [...outlierWarnings(train, plan), ...duplicateWarnings(train, plan.target), ...leakWarnings(parts)];
}

function outlierWarnings(train: readonly Example[], plan: TrainingPlan): string[] {
  const outliers = targetOutliers(train, plan.target, plan.model.task, memberOptions(plan, 0));
  return plan.target.flatMap((name) => {
    const own = outliers.filter(({ target }) => target === name).sort((a, b) => b.score - a.score);
    if (own.length === 0) return [];
    const named = own.slice(0, MOST_NAMED).map(({ id, value }) => `${id} (${shortNumber(value)})`);
    const more = own.length > MOST_NAMED ? ` and ${own.length - MOST_NAMED} more` : '';
    const count = own.length === 1 ? '1 training record is' : `${own.length} training records are`;
    return [
      `${name}: ${count} more than 30 times the usual deviation from the median: ${named.join(', ')}${more}; look for a wrong unit or digit, leave such records out, or learn logarithms with --log10`,
    ];
  });
}

/** Pairs of targets of which one is a multiple of the other, plus a constant. */
function duplicateWarnings(train: readonly Example[], names: readonly string[]): string[] {
  return names.flatMap((name, n) =>
    names.slice(0, n).flatMap((other) => {
      const pairs = train.flatMap(({ targets }): [number, number][] => {
        const [x, y] = [targets[other], targets[name]];
        return x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y) ? [[x, y]] : [];
      });
      if (pairs.length < MIN_VALUES || 1 - Math.abs(correlation(pairs)) > SAME) return [];
      return [
        `${name} and ${other} say the same: each is the other one times a constant, plus a constant; one of them is enough`,
      ];
    }),
  );
}

/** Pearson's; 0 where one does not vary. */
function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (c: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[c], 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  let [xx, xy, yy] = [0, 0, 0];
  for (const [a, b] of pairs) {
    xx += (a - x) ** 2;
    xy += (a - x) * (b - y);
    yy += (b - y) ** 2;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}

/** Crystals of other parts that are trained on, too: their errors say nothing of new crystals. */
function leakWarnings(parts: DataParts['parts']): string[] {
  const trained = new Set((parts['train'] ?? []).map(crystalKey));
  return ['val', 'test'].flatMap((part) => {
    const same = (parts[part] ?? []).filter((example) => trained.has(crystalKey(example)));
    if (same.length === 0) return [];
    const named = same.slice(0, MOST_NAMED).map(({ id }) => id);
    const more = same.length > MOST_NAMED ? ', …' : '';
    const count = same.length === 1 ? '1 crystal is' : `${same.length} crystals are`;
    return [
      `part ${part}: ${count} among the training records, too (${named.join(', ')}${more}): errors on ${part} are smaller than on new crystals; --split formula keeps equal formulas together`,
    ];
  });
}

/** Equal for the same crystal: its group, orbits, cell to 0.001 Å, and the distances of its atoms as one number. */
function crystalKey({ features }: Example): string {
  const { groupNumber, atomicNumbers, multiplicities, cell, radial } = features;
  let distances = 0;
  for (let i = 0; i < radial.length; i++) distances += radial[i]! * (1 + (i % 97));
  return [
    groupNumber,
    ...atomicNumbers,
    ...multiplicities,
    ...Array.from(cell, (x) => x.toFixed(3)),
    distances.toPrecision(4),
  ].join();
}
