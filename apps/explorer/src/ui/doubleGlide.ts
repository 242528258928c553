/** Groups with a double glide plane, which symbols write with the letter e since 1992. */
const GROUPS: ReadonlySet<number> = new Set([39, 41, 64, 67, 68]);

interface Named {
  readonly number: number;
  /** As `Setting` has it, with the letters of before 1992. */
  readonly hmExtended: string;
}

/**
 * The symbol of a setting in the one spelling of this page: with e where a plane is one, `C m c e`. The plane is that across the axis of the lattice
 * letter. Settings of Nos. 67 and 68 share such symbols, so that links and files need {@link olderSymbol}.
 */
export function settingSymbol({ number, hmExtended }: Named): string {
  if (!GROUPS.has(number)) return hmExtended;
  const parts = hmExtended.split(' ');
  const place = 1 + 'ABC'.indexOf(parts[0]!);
  return parts.map((part, i) => (i === place ? part.replace(/^[a-z]/, 'e') : part)).join(' ');
}

/** The symbol of before 1992, `C m c a`, where it is another; null elsewhere. */
export function olderSymbol(setting: Named): string | null {
  return GROUPS.has(setting.number) ? setting.hmExtended : null;
}
