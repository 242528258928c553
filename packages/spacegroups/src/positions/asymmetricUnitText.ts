import { formatFraction, type Fraction, fraction } from '@crystal-fourier/math3';
import type { AsymmetricUnit } from './asymmetricUnit.js';
import type { HalfSpace } from './halfSpace.js';

const LETTERS = 'xyz';

/** A bound on one coordinate by a form of the others. */
interface Bound {
  readonly isLower: boolean;
  readonly text: string;
}

/** The coordinate that the Tables solve a face for: `y≤1/2-x`, `x≤2y`, but `x≤(1+y)/2`. */
function solvedFor({ normal, constant: [n] }: HalfSpace): number {
  const used = [0, 1, 2].filter((i) => normal[i] !== 0);
  const sizes = used.map((i) => Math.abs(normal[i] as number));
  const wanted = used.length === 2 && n !== 0 ? Math.max(...sizes) : Math.min(...sizes);
  return used[sizes.lastIndexOf(wanted)] as number;
}

function boundOf({ normal, constant: [n, d] }: HalfSpace, place: number): Bound {
  const by = normal[place] as number;
  const below = Math.abs(by);
  const sign = -Math.sign(by);
  // by · letter ≥ −rest: the bound is −rest/by, here with what is added before what is taken away.
  const terms = [0, 1, 2]
    .filter((i) => i !== place && normal[i] !== 0)
    .map((i) => [sign * (normal[i] as number), LETTERS[i]] as const);
  const texts = terms.map(([c, letter]) => `${c < 0 ? '-' : '+'}${Math.abs(c) === 1 ? '' : Math.abs(c)}${letter}`);
  const constant = formatFraction(fraction(Math.abs(n), d));
  if (n * sign > 0) texts.unshift(`+${constant}`);
  if (n * sign < 0) texts.push(`-${constant}`);
  const isAdded = (text: string): boolean => text.startsWith('+');
  const text = [...texts.filter(isAdded), ...texts.filter((t) => !isAdded(t))].join('').replace(/^\+/, '');
  return { isLower: by > 0, text: below === 1 ? text : /^\w+$/.test(text) ? `${text}/${below}` : `(${text})/${below}` };
}

/**
 * The closed asymmetric unit as the International Tables A write it: the range of each coordinate, then what limits them further,
 * `0≤x≤1/2; 0≤y≤1/4; 0≤z≤1/4; y≤min(x,1/2-x); z≤y`. Which part of its boundary belongs to the unit, `String(unit)` says.
 */
export function asymmetricUnitText({ faces, vertices }: AsymmetricUnit): string {
  const ranges = [0, 1, 2].map((i) => {
    const values = vertices.map((v) => v[i] as Fraction).sort(([a, b], [c, d]) => a / b - c / d);
    return `${formatFraction(values[0] as Fraction)}≤${LETTERS[i]}≤${formatFraction(values.at(-1) as Fraction)}`;
  });
  const inclined = faces.filter(({ normal }) => normal.filter((c) => c !== 0).length > 1);
  const limits = [0, 1, 2].flatMap((i) => {
    const bounds = inclined.filter((face) => solvedFor(face) === i).map((face) => boundOf(face, i));
    const of = (isLower: boolean): string[] => bounds.filter((b) => b.isLower === isLower).map(({ text }) => text);
    const [lower, upper] = [of(true), of(false)];
    if (bounds.length === 0) return [];
    const least = lower.length > 1 ? `max(${lower.join(',')})` : lower.join('');
    const most = upper.length > 1 ? `min(${upper.join(',')})` : upper.join('');
    if (most === '') return [`${LETTERS[i]}≥${least}`];
    return [`${least}${least === '' ? '' : '≤'}${LETTERS[i]}≤${most}`];
  });
  return [...ranges, ...limits].join('; ');
}
