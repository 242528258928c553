import { describe, expect, it } from 'vitest';
import { parseMixture } from './parseMixture.js';

const read = (text: string): string | undefined =>
  parseMixture(text)
    ?.map(({ species: { element, oxidationState }, share }) => `${share} ${element}${oxidationState ?? ''}`)
    .join(' ');

describe('a mixture as a type symbol', () => {
  it.each([
    ['0.7Ta + 0.3W', '0.7 Ta 0.3 W'],
    ['0.7Ta+0.3W', '0.7 Ta 0.3 W'],
    ['.7 Ta, .3 W', '0.7 Ta 0.3 W'],
    ['0.5Fe3+ + 0.5Al3+', '0.5 Fe3 0.5 Al3'],
    ['Ta0.7W0.3', '0.7 Ta 0.3 W'],
    ['Ta.7 W.3', '0.7 Ta 0.3 W'],
    ['(Ta0.7W0.3)', '0.7 Ta 0.3 W'],
    ['Ta0.7 + W0.3', '0.7 Ta 0.3 W'],
    ['0.2Fe + 0.2Co + 0.2Ni + 0.2Cr + 0.2Mn', '0.2 Fe 0.2 Co 0.2 Ni 0.2 Cr 0.2 Mn'],
    ['0.9Na + 0.1Va', '0.9 Na'],
    ['0.9Na + 0.1□', '0.9 Na'],
    ['0.6Sr', '0.6 Sr'],
  ])('%s is read', (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    ['shares are missing', 'Ta,W'],
    ['one share is missing', '0.7Ta + W'],
    ['the shares are more than the site', '0.7Ta + 0.7W'],
    ['numbers are no shares', 'Ta7W3'],
    ['an element is none', '0.7Xx + 0.3W'],
    ['the symbol has a charge', 'Fe2+'],
    ['the symbol has a broken charge', 'Fe2.5+'],
    ['it is a plain symbol', 'Ta'],
    ['it is a whole atom', '1Ta'],
    ['it is a label', 'O1'],
    ['nothing is there', ''],
  ])('is not read where %s: %s', (_, text) => expect(read(text)).toBeUndefined());
});
