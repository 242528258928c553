/** Coefficients of x, y, z and a constant in units of 1/24. */
export type LinearForm = readonly [x: number, y: number, z: number, constant: number];

const TERM = /(2?)([xyz])|(-?[0-9a-w]+)/gi;

const COORDINATE = /2?[xyz](?:\+.)?|./gi;

/** Reads points of `size` coordinates without separators: `xX+c0` is x, −x + 1/2, 0. */
export function readPoints(text: string, size: number): LinearForm[][] {
  const forms = (text.match(COORDINATE) ?? []).map(readForm);
  return Array.from({ length: forms.length / size }, (_, i) => forms.slice(size * i, size * (i + 1)));
}

/**
 * Reads a linear form in the notation of the tables: upper case for a minus sign, constants in 24ths with the digits of
 * base 36, a plus sign anywhere. `X2yc` is −x + 2y + 1/2; `z-6` is z − 1/4.
 */
export function readForm(text: string): LinearForm {
  const form: [number, number, number, number] = [0, 0, 0, 0];
  for (const [, two, letter, constant] of text.matchAll(TERM)) {
    if (letter === undefined) form[3] = Number.parseInt(constant as string, 36);
    else form['xyz'.indexOf(letter.toLowerCase()) as 0] = (letter < 'a' ? -1 : 1) * (two ? 2 : 1);
  }
  return form;
}
