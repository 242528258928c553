import { expect, test } from 'vitest';
import { settings, spaceGroup } from '../index.js';
import type { SettingOptions } from '../settings/settingChoice.js';
import { asymmetricUnitText } from './asymmetricUnitText.js';

const textOf = (number: number, options?: SettingOptions): string =>
  asymmetricUnitText(spaceGroup(number, options).asymmetricUnit());

// Asymmetric units as the International Tables A list them.
test.each<[number, SettingOptions, string]>([
  [1, {}, '0≤x≤1; 0≤y≤1; 0≤z≤1'],
  [62, {}, '0≤x≤1/2; 0≤y≤1/4; 0≤z≤1'],
  [141, { origin: 1 }, '0≤x≤1/2; 0≤y≤1/2; 0≤z≤1/8'],
  [141, { origin: 2 }, '0≤x≤1/2; -1/4≤y≤1/4; 0≤z≤1/8'],
  [143, {}, '0≤x≤2/3; 0≤y≤2/3; 0≤z≤1; x≤(1+y)/2; y≤min(1-x,(1+x)/2)'],
  [166, {}, '0≤x≤2/3; 0≤y≤2/3; 0≤z≤1/6; x≤2y; y≤min(1-x,2x)'],
  [194, {}, '0≤x≤2/3; 0≤y≤2/3; 0≤z≤1/4; x≤2y; y≤min(1-x,2x)'],
  [212, {}, '0≤x≤1/2; 0≤y≤3/4; -1/2≤z≤1/4; max(x-1/2,-y)≤z≤min(1/2-y,2x-y,2y-x,1/2+y-2x)'],
  [225, {}, '0≤x≤1/2; 0≤y≤1/4; 0≤z≤1/4; y≤min(x,1/2-x); z≤y'],
  [227, { origin: 1 }, '0≤x≤1/2; 0≤y≤1/8; -1/8≤z≤1/8; y≤min(x,1/2-x); -y≤z≤y'],
  [229, {}, '0≤x≤1/2; 0≤y≤1/2; 0≤z≤1/4; y≤x; z≤min(1/2-x,y)'],
])('%i %o', (number, options, text) => {
  expect(textOf(number, options)).toBe(text);
});

/** Value of `2y`, `(1+y)/2`, `1/2-x` or of a fraction. */
function valueOf(form: string, x: readonly number[]): number {
  const halved = /^\(?(.*?)\)?\/(\d)$/.exec(form);
  if (halved !== null && /[xyz]/.test(form) && !/[xyz].*[-+]\d\/\d$/.test(form))
    return valueOf(halved[1]!, x) / Number(halved[2]);
  return [...form.matchAll(/([+-]?)(\d+)?(?:\/(\d+))?([xyz])?/g)].reduce((sum, [term, sign, n, d, letter]) => {
    if (term === '') return sum;
    return sum + (sign === '-' ? -1 : 1) * (Number(n ?? 1) / Number(d ?? 1)) * (letter ? x['xyz'.indexOf(letter)]! : 1);
  }, 0);
}

/** `max(x-1/2,-y)`, `min(1-x,2x)` or one form. */
function limit(text: string, x: readonly number[]): number {
  const [, kind, list] = /^(min|max)\((.*)\)$/.exec(text) ?? [];
  const values = (list ?? text).split(',').map((form) => valueOf(form, x));
  return kind === 'max' ? Math.max(...values) : Math.min(...values);
}

test('in all 530 settings the text holds for the points of the closed unit and for no others', () => {
  let state = 5;
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const wrong: string[] = [];
  for (const { number, qualifier } of settings()) {
    const unit = spaceGroup(number, { qualifier }).asymmetricUnit();
    const text = asymmetricUnitText(unit);
    const corners = unit.vertices.map((v) => v.map(([n, d]) => n / d));
    for (let i = 0; i < 40; i++) {
      // Near the unit: a mixture of its corners, moved a little.
      const [a, b] = [0, 1].map(() => corners[Math.floor(random() * corners.length)]!) as [number[], number[]];
      const share = random();
      const x = a.map((c, j) => share * c + (1 - share) * b[j]! + 0.2 * (random() - 0.5));
      const isInside = unit.faces.every(
        ({ normal, constant: [n, d] }) => normal.reduce((sum, c, j) => sum + c * x[j]!, n / d) >= 0,
      );
      const holds = text.split('; ').every((part) => {
        const [, least, letter, most] = /^(?:([^≤]*)≤)?([xyz])(?:≤([^≤]*))?$/.exec(
          part.replace(/^([xyz])≥(.*)$/, '$2≤$1'),
        )!;
        const value = x['xyz'.indexOf(letter!)]!;
        return (least === undefined || limit(least, x) <= value) && (most === undefined || value <= limit(most, x));
      });
      if (holds !== isInside) wrong.push(`${number} ${qualifier}: ${text} at ${x}`);
    }
  }
  expect(wrong).toEqual([]);
});
