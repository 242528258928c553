import type { Fraction, SymmetryElement } from '@crystal-fourier/spacegroups';

/** `4₂/m`, `−3`: a symbol as it is printed. */
export const symbolText = (symbol: string): string =>
  symbol.replace('-', '\u2212').replace(/_(\d)/, (_, digit: string) => String.fromCharCode(0x2080 + Number(digit)));

const minus = (text: string): string => text.replaceAll('-', '\u2212');

const fraction = ([n, d]: Fraction): string => minus(d === 1 ? String(n) : `${n}/${d}`);

const vector = (v: readonly Fraction[]): string => v.map(fraction).join(', ');

/** `[1 −1 0]`: indices apart only where one is negative or has two digits. */
function indices(v: readonly number[]): string {
  return minus(v.join(v.every((c) => c >= 0 && c < 10) ? '' : '\u2009'));
}

/** Where an element is: `1/4, 1/4, z`. */
export const placeText = (e: SymmetryElement): string => minus(e.locus.toXyz()).replaceAll(',', ', ');

const GLIDES: Readonly<Record<string, string>> = { n: 'diagonal ', d: 'diamond ', e: 'double ' };

/** The direction of an axis, of the normal of a plane: `[001]`; empty for a centre. */
export const directionText = (e: SymmetryElement): string =>
  e.kind === 'centre' ? '' : `[${indices(e.kind === 'axis' ? e.direction : e.normal)}]`;

/**
 * `2₁ screw axis along [001]`, `mirror plane normal to [010]`: what an element is, without its position.
 *
 * @param symbol printed symbols; of all members where a class has several
 */
export function kindText(e: SymmetryElement, symbol = symbolText(e.symbol)): string {
  if (e.kind === 'centre') return 'centre of inversion';
  if (e.kind === 'plane') {
    const name = e.symbol === 'm' ? 'mirror' : `${symbol} ${symbol === e.symbol ? (GLIDES[symbol] ?? '') : ''}glide`;
    return `${name} plane normal to ${directionText(e)}`;
  }
  const kind = e.symbol.startsWith('-') ? 'rotoinversion' : e.screw === 0 ? 'rotation' : 'screw';
  return `${symbol} ${kind} axis along ${directionText(e)}`;
}

/** What an element does beside its type: glide vectors, the screw part, the inversion point. */
export function detailText(e: SymmetryElement): string {
  if (e.kind === 'centre') return '';
  if (e.kind === 'plane') {
    if (e.glides.length === 0) return '';
    return `glide${e.glides.length === 1 ? '' : 's'} ${e.glides.map((glide) => `(${vector(glide)})`).join(' and ')}`;
  }
  const parts: string[] = [];
  if (e.screw !== 0) parts.push(`screw part (${vector(e.translation)})`);
  if (e.centre !== null) {
    const what = e.symbol === '-4' || e.symbol === '-6' ? 'inversion point' : 'centre of inversion';
    parts.push(`${what} at ${vector(e.centre)}`);
  }
  return parts.join(', ');
}

/** `2₁ screw axis along [001] at 1/4, 0, z; screw part (0, 0, 1/2)`. */
export function elementText(e: SymmetryElement): string {
  const detail = detailText(e);
  return `${kindText(e)} at ${placeText(e)}${detail === '' ? '' : `; ${detail}`}`;
}

/** Equivalent elements, with what they have in common. */
export interface ElementClass {
  readonly orbit: number;
  /** `2₁`, `n`; where a class has axes of both hands `4₁, 4₃`. */
  readonly symbol: string;
  readonly elements: readonly SymmetryElement[];
}

const ORDER = { axis: 0, plane: 1, centre: 2 } as const;
const orderOf = (e: SymmetryElement): number => ORDER[e.kind] * 10 - (e.kind === 'axis' ? e.order : 0);

/** The elements by class: axes of high order first, then planes, then centres. */
export function elementClasses(elements: readonly SymmetryElement[]): ElementClass[] {
  const classes = new Map<number, SymmetryElement[]>();
  for (const e of elements) {
    const members = classes.get(e.orbit);
    if (members === undefined) classes.set(e.orbit, [e]);
    else members.push(e);
  }
  return [...classes]
    .sort(([, [a]], [, [b]]) => orderOf(a!) - orderOf(b!))
    .map(([orbit, members]) => ({
      orbit,
      symbol: [...new Set(members.map((e) => symbolText(e.symbol)))].sort().join(', '),
      elements: members,
    }));
}

/** The drawing in words: how many elements of each kind the cell has. */
export function summaryText(elements: readonly SymmetryElement[]): string {
  if (elements.length === 0) return 'This group has no symmetry elements: only translations.';
  const counts = new Map<string, number>();
  for (const { symbol, elements: members } of elementClasses(elements)) {
    const kind = members[0]!.kind;
    const name = kind === 'centre' ? 'inversion' : `${symbol} ${kind}`;
    counts.set(name, (counts.get(name) ?? 0) + members.length);
  }
  const parts = [...counts].map(([name, n]) => {
    const plural = n === 1 ? '' : name.endsWith('axis') ? 'es' : 's';
    return name === 'inversion'
      ? `${n} centre${plural} of inversion`
      : `${n} ${name.replace(/axis$/, n === 1 ? 'axis' : 'ax')}${plural}`;
  });
  return `Symmetry elements of one cell: ${parts.join('; ')}.`;
}
