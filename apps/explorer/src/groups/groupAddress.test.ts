import { lookup, parseAbc, settings, spaceGroup } from '@crystal-fourier/spacegroups';
import { expect, test } from 'vitest';
import { parseRoute } from '../shell/route.js';
import { addressedGroup, groupHref, groupOfSymbol, settingsOf, settingText } from './groupAddress.js';

test('the link of each of the 530 settings leads to it, and no two are the same', () => {
  const links = new Set<string>();
  for (const { number, qualifier } of settings()) {
    const group = spaceGroup(number, { qualifier });
    const href = groupHref(group, { tab: 'settings' });
    const { path, query } = parseRoute(href);
    expect(path).toEqual(['groups', String(number)]);
    expect(addressedGroup(path[1]!, query.get('setting'))).toEqual({ ok: true, group });
    links.add(href);
  }
  expect(links.size).toBe(530);
});

test('axes outside the table have a link, too', () => {
  const group = spaceGroup(14).changeBasis(parseAbc('a+b,b,c;0,0,1/4'));
  expect(group.setting.index).toBeNull();
  const { query } = parseRoute(groupHref(group));
  const found = addressedGroup('14', query.get('setting'));
  expect(found.ok && found.group.operations.join(' ')).toBe(group.operations.join(' '));
  expect(settingText(group)).toBe('axes a+b,b,c;0,0,1/4');
});

test.each(['0', '231', '14.0', '-3', '1e2', '999', 'nonsense'])('there is no group %s', (number) => {
  expect(addressedGroup(number, null)).toMatchObject({ ok: false, what: expect.stringContaining(number) });
});

test('a symbol in place of the number is a candidate', () => {
  const found = addressedGroup('P21/c', null);
  expect(!found.ok && found.candidates).toEqual([spaceGroup(14)]);
  const near = addressedGroup('P21/q', null);
  expect(!near.ok && near.candidates.map(({ number }) => number)).toContain(14);
});

test.each(['x', 'B1', 'a,b', 'a,a,c', 'a/7,b,c', '9*a,9*b,9*c', 'a,b,c;1/7,0,0'])(
  'there is no setting %s',
  (setting) => {
    const found = addressedGroup('14', setting);
    expect(found.ok).toBe(false);
    expect(!found.ok && found.what).toContain(setting);
    expect(!found.ok && found.candidates).toHaveLength(9);
  },
);

test('an empty setting is the reference setting', () => {
  expect(addressedGroup('227', '')).toEqual({ ok: true, group: spaceGroup(227) });
});

test('settings of one group are told apart in words', () => {
  for (let number = 1; number <= 230; number++) {
    const texts = settingsOf(number).map(settingText);
    expect(new Set(texts).size, String(number)).toBe(texts.length);
  }
});

test.each([
  [14, 'b1', 'unique axis b, cell choice 1'],
  [15, '-c2', 'unique axis −c, cell choice 2'],
  [3, 'c', 'unique axis c'],
  [64, 'ba-c', 'axes ba−c'],
  [62, 'cab', 'axes cab'],
  [50, '2cab', 'origin choice 2, axes cab'],
  [166, 'R', 'rhombohedral axes'],
  [166, 'H', 'hexagonal axes'],
  [227, '1', 'origin choice 1'],
  [225, '', ''],
])('%i:%s is %s', (number, qualifier, text) => {
  const group = settingsOf(number).find(({ setting }) => setting.qualifier === qualifier);
  expect(group === undefined ? 'no such setting' : settingText(group)).toBe(text);
});

test('a symbol that is none of the table is an error', () => {
  expect(groupOfSymbol({ hmExtended: 'F d -3 m:1' })).toBe(spaceGroup(227, { origin: 1 }));
  expect(lookup('P 9').ok).toBe(false);
  expect(() => groupOfSymbol({ hmExtended: 'P 9' })).toThrow('P 9');
});
