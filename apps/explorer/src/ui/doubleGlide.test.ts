import { settings, spaceGroup } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { olderSymbol, settingSymbol } from './doubleGlide.js';

test('in all settings the symbol is the short one with its extension, and the older one is noted where it differs', () => {
  for (const setting of settings()) {
    const { number, hmExtended, hmShort, hmFull } = setting;
    // Unlike short symbols, those that name a monoclinic setting have all three places.
    if (number > 15) expect(settingSymbol(setting).replace(/:[12HR]$/, '')).toBe(hmShort);
    expect(olderSymbol(setting)).toBe(hmFull.includes('e') ? hmExtended : null);
  }
  expect(settingSymbol(spaceGroup(68, { origin: 1 }).setting)).toBe('C c c e:1');
  expect(settingSymbol(spaceGroup(14).setting)).toBe('P 1 21/c 1');
  expect(settingSymbol(spaceGroup(227).setting)).toBe('F d -3 m:2');
});
