/** A number with four digits that count: `0.05231`, `12.34`, `1234`. */
export function shortNumber(value: number): string {
  if (value === 0) return '0';
  const size = Math.floor(Math.log10(Math.abs(value)));
  return size >= 6 || size < -5 ? value.toExponential(2) : value.toFixed(Math.min(6, Math.max(0, 3 - size)));
}

/** A count with commas: `10,000`. */
export const countText = (count: number): string => count.toLocaleString('en-US');

/** A share as a whole percentage: `68 %`. */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** `42 s`, `3 min`, `1 h 20 min`. */
export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}
