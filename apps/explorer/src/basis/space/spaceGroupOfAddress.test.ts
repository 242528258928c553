import { settings } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { FIRST_GROUP, groupOfAddress } from './spaceGroupOfAddress.js';

test('every setting has an address', () => {
  for (const { number, qualifier, hmExtended } of settings()) {
    const found = groupOfAddress(String(number), qualifier);
    // Without a qualifier it is the reference setting.
    expect(found.ok && (qualifier === '' || found.group.setting.hmExtended === hmExtended)).toBe(true);
  }
  const first = groupOfAddress(undefined, null);
  expect(first.ok && first.group.number).toBe(FIRST_GROUP);
});

test.each(['0', '231', '999', '-1', '100000'])('%s is no number of a group', (name) => {
  expect(groupOfAddress(name, null)).toMatchObject({
    ok: false,
    reason: `There is no space group ${name}: the numbers of the International Tables go from 1 to 230.`,
  });
});

test('a symbol in place of the number is offered as a link', () => {
  expect(groupOfAddress('Pnma', null)).toEqual({
    ok: false,
    reason: '“Pnma” is not the number of a space group.',
    candidates: [{ number: 62, setting: '', symbol: 'P n m a' }],
  });
  const wrong = groupOfAddress('Pnmaa', null);
  expect(!wrong.ok && wrong.candidates.length > 0 && wrong.candidates.length <= 6).toBe(true);
});

test('a setting that the group does not have names those that it has', () => {
  const found = groupOfAddress('14', 'z9');
  expect(found).toMatchObject({ ok: false, reason: 'Space group 14 has no setting “z9”.' });
  expect(!found.ok && found.candidates[0]).toEqual({ number: 14, setting: '', symbol: 'P 1 21/c 1' });
});
