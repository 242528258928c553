/** A piece of a Hermann–Mauguin symbol as it is printed. */
export interface HmPart {
  readonly text: string;
  /** `sub`: index of a screw axis. `bar`: with a bar over it, where the plain spelling has a minus sign. `letter`: italic. */
  readonly style: 'plain' | 'sub' | 'bar' | 'letter' | 'space';
}

/**
 * The printed form of a Hermann–Mauguin symbol: `P 21/c` is P2₁/c, `F d -3 m:2` is Fd3̄m:2.
 *
 * @param symbol plain spelling with spaces between the symmetry directions, as `Setting` has it; also `4mm`, `-42m` and oriented site symmetries `.m.`
 */
export function hmParts(symbol: string): HmPart[] {
  const [body = '', extension] = symbol.split(/(?=[:(])/s, 2) as [string, string?];
  const parts: HmPart[] = [];
  const push = (text: string, style: HmPart['style']): void => void parts.push({ text, style });
  // Screw axes occur behind a lattice letter: `P 32` has one, the point group `32` has not.
  const hasLattice = /^[A-Z]/.test(body);
  const tokens = body.matchAll(/(-)(\d)|(?<!\d)([2346])([1-5])(?!\d)|(\d)|([a-zA-Z])|(\s+)|(.)/g);
  for (const [, minus, barred, axis, screw, digit, letter, space, other] of tokens) {
    if (minus !== undefined) push(barred!, 'bar');
    else if (axis !== undefined && hasLattice && Number(screw) < Number(axis)) {
      push(axis, 'plain');
      push(screw!, 'sub');
    } else if (axis !== undefined) push(axis + screw!, 'plain');
    else if (letter !== undefined) push(letter, 'letter');
    else if (space !== undefined) push(space, 'space');
    else push((digit ?? other)!, 'plain');
  }
  if (extension !== undefined) push(extension, 'plain');
  return parts;
}
