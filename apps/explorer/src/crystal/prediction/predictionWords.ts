import type { CardScore, ModelCard } from '@crystal-fourier/model';

/** How far a crystal is from those of the training, in words. @param novelty null where it has no bound */
export function noveltyWords(novelty: number | null): {
  readonly level: 'known' | 'near' | 'far';
  readonly text: string;
} {
  if (novelty === null) return { level: 'far', text: 'like no crystal of the training' };
  if (novelty <= 0.5) return { level: 'known', text: 'much like crystals of the training' };
  if (novelty <= 1) return { level: 'near', text: 'within what the training covers' };
  if (novelty <= 2) return { level: 'far', text: 'outside of what the training covers' };
  return { level: 'far', text: 'far from every crystal of the training' };
}

/** A number with as many digits as are worth reading, `−3.412`, `1.25 × 10⁻⁷`. */
export function valueText(x: number, digits = 4): string {
  if (x === 0) return '0';
  const size = Math.abs(x);
  if (size >= 1e-3 && size < 1e6) {
    const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
    return x.toFixed(Math.min(decimals, 8)).replace('-', '−');
  }
  const [mantissa, exponent] = x.toExponential(digits - 1).split('e') as [string, string];
  return `${mantissa.replace('-', '−')} × 10${superscript(Number(exponent))}`;
}

const RAISED: Readonly<Record<string, string>> = { '-': '⁻' };
const superscript = (n: number): string => [...String(n)].map((c) => RAISED[c] ?? '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]!).join('');

/** `energy_per_atom` as it is read. */
export const targetLabel = (name: string): string => name.replaceAll('_', ' ');

/** A number of a comparison. */
export interface Score {
  readonly name: string;
  readonly value: number;
  /** It has the unit of the target. */
  readonly isError: boolean;
}

/** The number of a comparison that is shown: the mean absolute error where there is one. */
export function scoreOf({ metrics }: CardScore): Score | null {
  for (const [key, name] of [
    ['mae', 'mean absolute error'],
    ['auc', 'area under the curve'],
    ['accuracy', 'accuracy'],
  ] as const) {
    const value = metrics[key];
    if (value !== undefined) return { name, value, isError: key === 'mae' };
  }
  return null;
}

/** How wrong the network was on crystals that were not in its training, in a sentence. */
export function errorSentence(card: ModelCard | null, target: string): string {
  const evaluation = card?.evaluation;
  const own = evaluation?.targets.find(({ name }) => name === target)?.models[0];
  const score = own === undefined ? null : scoreOf(own);
  if (evaluation === undefined || score === null) return 'The file does not say how well it predicts.';
  const unit = card?.units[target];
  const value = `${valueText(score.value, 3)}${score.isError && unit !== undefined ? ` ${unit}` : ''}`;
  return `${score.isError ? 'Wrong by' : `With ${score.name}`} ${value}${score.isError ? ' on average' : ''}, on ${partWords(evaluation)}.`;
}

/** Which crystals the errors of a card are of. */
export function partWords({ part, records }: NonNullable<ModelCard['evaluation']>): string {
  const number = records.toLocaleString('en');
  switch (part) {
    case 'test':
      return `${number} crystals of the same kind that the training never saw`;
    case 'val':
      return `${number} crystals that chose the weights (errors on others are somewhat larger)`;
    case 'data':
      return `${number} crystals of another data set`;
    default:
      return `${number} crystals of the part “${part}”`;
  }
}
