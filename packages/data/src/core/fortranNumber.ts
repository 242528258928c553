/** A number as Fortran writes it: `1.0`, `.5`, `1.d0`, `-1.5E-03`. NaN for other text. @internal */
export function fortranNumber(text: string): number {
  return text.length <= 64 && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d{1,4})?$/.test(text)
    ? Number(text.replace(/[dD]/, 'e'))
    : NaN;
}
