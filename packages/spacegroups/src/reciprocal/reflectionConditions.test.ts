import { describe, expect, it } from 'vitest';
import type { Vec3 } from '@crystal-fourier/math3';
import { parseAbc } from '../operations/changeOfBasis.js';
import { type CoreSpaceGroup, settings, spaceGroup } from '../core.js';
import {
  reflectionConditions as derived,
  type ReflectionConditions,
  satisfiesConditions,
} from './reflectionConditions.js';
import type { SettingOptions } from '../settings/settingChoice.js';
import type { Hkl } from '../algebra/types.js';

const GROUPS = settings().map(({ number, qualifier }) => spaceGroup(number, { qualifier }));

const known = new Map<CoreSpaceGroup, ReflectionConditions>();
/** Derived once for all tests. */
function reflectionConditions(group: CoreSpaceGroup): ReflectionConditions {
  let conditions = known.get(group);
  if (conditions === undefined) known.set(group, (conditions = derived(group)));
  return conditions;
}

const UNTABULATED = (
  [
    [2, '2a,2b,2c'],
    [14, 'a+b,b,2a+3b+c'],
    [43, '1/2*b+1/2*c,1/2*a+1/2*c,1/2*a+1/2*b'],
    [62, '2a+3b,a+2b,c'],
    [62, '2a-3b,2a+3b,c'],
    [136, 'a+b,-a+b,c'],
    [141, '-1/2*a+1/2*b+1/2*c,1/2*a-1/2*b+1/2*c,1/2*a+1/2*b-1/2*c'],
    [142, 'c,a,b'],
    [161, '2a,2b,c'],
    [178, 'c,a,b'],
    [206, '-1/2*a+1/2*b+1/2*c,1/2*a-1/2*b+1/2*c,1/2*a+1/2*b-1/2*c'],
    [220, '-1/2*a+1/2*b+1/2*c,1/2*a-1/2*b+1/2*c,1/2*a+1/2*b-1/2*c'],
    [227, '1/2*b+1/2*c,1/2*a+1/2*c,1/2*a+1/2*b'],
  ] as const
).map(([number, abc]) => spaceGroup(number).changeBasis(parseAbc(abc)));

type Test = (h: number, k: number, l: number) => boolean;

const COEFFICIENTS: Readonly<Record<string, Vec3>> = { h: [1, 0, 0], k: [0, 1, 0], l: [0, 0, 1], i: [-1, -1, 0] };

/** Coefficients on h, k, l of `-h+2k`, `0`, `i`. */
function form(text: string): Vec3 {
  const terms = [...text.matchAll(/([+-]?)(\d*)([hkil]?)/g)].filter(([whole]) => whole !== '');
  expect(terms.map(([whole]) => whole).join('')).toBe(text);
  let sum: Vec3 = [0, 0, 0];
  for (const [, sign, digits, letter] of terms) {
    const c = (sign === '-' ? -1 : 1) * Number(digits || 1);
    const [a, b, d] = COEFFICIENTS[letter as string] ?? [0, 0, 0];
    sum = [sum[0] + c * a, sum[1] + c * b, sum[2] + c * d];
  }
  return sum;
}

const valueOf = ([a, b, c]: Vec3, h: number, k: number, l: number): number => a * h + b * k + c * l;

/** Reads one line, `hh-2hl: l=2n`: true for reflections that are outside the zone or meet the congruences. */
function parseLine(line: string): Test {
  const [name, rule] = line.split(': ') as [string, string];
  // The zone is where all of these forms are 0.
  let zone: Vec3[];
  if (name.startsWith('(')) {
    zone = name
      .slice(1, -1)
      .split(',')
      .map((equation) => form(equation.replace(/=0$/, '')));
  } else {
    const slots = name.includes(',') ? name.split(',') : (name.match(/0|-?[2-9]?[hkil]/g) as string[]);
    const letters = slots.length === 4 ? 'hkil' : 'hkl';
    if (slots.length !== letters.length) throw new Error(`${name} does not name as many indices as there are`);
    zone = slots.map((slot, j) => {
      const f = form(slot);
      const index = COEFFICIENTS[letters[j] as string] as Vec3;
      return [f[0] - index[0], f[1] - index[1], f[2] - index[2]];
    });
  }
  const congruences = rule.split(' and ').flatMap((part) => {
    const [left, right] = part.split('=') as [string, string];
    const modulus = Number(/^(\d+)n$/.exec(right)?.[1]);
    expect(modulus).toBeGreaterThan(1);
    return left.split(',').map((text) => [form(text), modulus] as const);
  });
  return (h, k, l) =>
    zone.some((f) => valueOf(f, h, k, l) !== 0) || congruences.every(([f, m]) => valueOf(f, h, k, l) % m === 0);
}

/** Reflections with indices up to the limit for which the test, of all their equivalents, does not tell absence. */
function disagreements(
  group: CoreSpaceGroup,
  limit: number,
  satisfied: (h: number, k: number, l: number) => boolean,
): string[] {
  const matrices = group.representatives.map((op) => op.rot);
  const largest =
    limit *
    Math.max(
      ...matrices.flatMap((m) =>
        [0, 1, 2].map((j) => [0, 3, 6].reduce((sum, i) => sum + Math.abs(m[i + j] as number), 0)),
      ),
    );
  const side = 2 * largest + 1;
  const known = new Int8Array(side ** 3);
  const at = (h: number, k: number, l: number): boolean => {
    const index = ((h + largest) * side + k + largest) * side + l + largest;
    if (known[index] === 0) known[index] = satisfied(h, k, l) ? 1 : -1;
    return known[index] === 1;
  };
  // Equivalents ±hR have the same equivalents, so the test of one of them is the test of all.
  const decided = new Int8Array(side ** 3);
  const isPresent = (h: number, k: number, l: number): boolean => {
    const middle = (side ** 3 - 1) / 2;
    const start = (h * side + k) * side + l;
    if (decided[middle + start] === 0) {
      let present = true;
      const orbit: number[] = [];
      for (const m of matrices) {
        const a = h * m[0] + k * m[3] + l * m[6];
        const b = h * m[1] + k * m[4] + l * m[7];
        const c = h * m[2] + k * m[5] + l * m[8];
        present = present && at(a, b, c) && at(-a, -b, -c);
        orbit.push((a * side + b) * side + c);
      }
      for (const image of orbit) decided[middle + image] = decided[middle - image] = present ? 1 : -1;
    }
    return decided[middle + start] === 1;
  };
  const wrong: string[] = [];
  for (let h = -limit; h <= limit; h++) {
    for (let k = -limit; k <= limit; k++) {
      for (let l = -limit; l <= limit; l++) {
        if (isPresent(h, k, l) === group.isAbsent([h, k, l])) wrong.push(`${String(group)}: ${h} ${k} ${l}`);
      }
    }
  }
  return wrong;
}

describe('reflection conditions', () => {
  // International Tables for Crystallography A (2016), space-group tables, general conditions; F lattices there:
  // "h+k=2n and h+l,k+l=2n".
  it.each<[number, SettingOptions, string, string | null]>([
    [1, {}, '', null],
    [4, {}, '0k0: k=2n', null],
    [14, {}, 'h0l: l=2n; 0k0: k=2n; 00l: l=2n', null],
    [14, { cellChoice: 2 }, 'h0l: h+l=2n; 0k0: k=2n; h00: h=2n; 00l: l=2n', null],
    [14, { uniqueAxis: 'c' }, 'hk0: h=2n; 00l: l=2n; h00: h=2n', null],
    [15, {}, 'hkl: h+k=2n; h0l: h,l=2n; 0kl: k=2n; hk0: h+k=2n; 0k0: k=2n; h00: h=2n; 00l: l=2n', null],
    [19, {}, 'h00: h=2n; 0k0: k=2n; 00l: l=2n', null],
    [62, {}, '0kl: k+l=2n; hk0: h=2n; h00: h=2n; 0k0: k=2n; 00l: l=2n', null],
    [62, { qualifier: 'cab' }, '0kl: k=2n; h0l: h+l=2n; h00: h=2n; 0k0: k=2n; 00l: l=2n', null],
    [64, {}, 'hkl: h+k=2n; 0kl: k=2n; h0l: h,l=2n; hk0: h,k=2n; h00: h=2n; 0k0: k=2n; 00l: l=2n', null],
    [
      70,
      {},
      'hkl: h+k,h+l,k+l=2n; 0kl: k+l=4n and k,l=2n; h0l: h+l=4n and h,l=2n; hk0: h+k=4n and h,k=2n; h00: h=4n; 0k0: k=4n; 00l: l=4n',
      null,
    ],
    [88, {}, 'hkl: h+k+l=2n; hk0: h,k=2n; 0kl: k+l=2n; hhl: l=2n; 00l: l=4n; h00: h=2n; h-h0: h=2n', null],
    [92, {}, '00l: l=4n; h00: h=2n', null],
    [141, {}, 'hkl: h+k+l=2n; hk0: h,k=2n; 0kl: k+l=2n; hhl: 2h+l=4n; 00l: l=4n; h00: h=2n; h-h0: h=2n', null],
    [148, {}, 'hkil: -h+k+l=3n; hki0: -h+k=3n; hh-2hl: l=3n; h-h0l: h+l=3n; 000l: l=3n; h-h00: h=3n', null],
    [167, {}, 'hkil: -h+k+l=3n; hki0: -h+k=3n; hh-2hl: l=3n; h-h0l: h+l=3n and l=2n; 000l: l=6n; h-h00: h=3n', null],
    [167, { axes: 'R' }, 'hhl: l=2n; hhh: h=2n', 'h, k, l permutable'],
    [178, {}, '000l: l=6n', null],
    [194, {}, 'hh-2hl: l=2n; 000l: l=2n', null],
    [196, {}, 'hkl: h+k,h+l,k+l=2n; 0kl: k,l=2n; hhl: h+l=2n; h00: h=2n', 'h, k, l cyclically permutable'],
    [205, {}, '0kl: k=2n; h00: h=2n', 'h, k, l cyclically permutable'],
    [218, {}, 'hhl: l=2n; h00: h=2n', 'h, k, l permutable'],
    [220, {}, 'hkl: h+k+l=2n; 0kl: k+l=2n; hhl: 2h+l=4n; h00: h=4n', 'h, k, l permutable'],
    [227, {}, 'hkl: h+k,h+l,k+l=2n; 0kl: k+l=4n and k,l=2n; hhl: h+l=2n; h00: h=4n', 'h, k, l permutable'],
    [230, {}, 'hkl: h+k+l=2n; 0kl: k,l=2n; hhl: 2h+l=4n; h00: h=4n', 'h, k, l permutable'],
  ])('are those of the International Tables for %i %o', (number, options, text, note) => {
    const conditions = reflectionConditions(spaceGroup(number, options));
    expect(conditions.text.join('; ')).toBe(text);
    expect(conditions.note).toBe(note);
  });

  it('are data, too', () => {
    const { zones } = reflectionConditions(spaceGroup(141));
    const { zone, conditions } = zones[3] as (typeof zones)[number];
    expect(conditions).toEqual([{ coefficients: [2, 0, 1], modulus: 4 }]);
    expect(zone).toEqual({
      name: 'hhl',
      basis: [
        [1, 1, 0],
        [0, 0, 1],
      ],
      normals: [[1, -1, 0]],
    });
  });

  it('as text tell the absences of the 530 settings, |h|,|k|,|l| ≤ 6', () => {
    const wrong = GROUPS.flatMap((group) => {
      const lines = reflectionConditions(group).text.map(parseLine);
      return disagreements(group, 6, (h, k, l) => lines.every((line) => line(h, k, l)));
    });
    expect(wrong).toEqual([]);
  });

  it('as data tell the absences of the 230 groups', () => {
    const wrong = GROUPS.filter((group) => group.setting.isReference).flatMap((group) => {
      const conditions = reflectionConditions(group);
      return disagreements(group, 4, (h, k, l) => satisfiesConditions(conditions, [h, k, l]));
    });
    expect(wrong).toEqual([]);
  });

  it('as text and data tell the absences of settings outside the table', () => {
    expect(UNTABULATED.every((group) => group.setting.index === null)).toBe(true);
    for (const group of UNTABULATED) {
      const conditions = reflectionConditions(group);
      const lines = conditions.text.map(parseLine);
      const differing: Hkl[] = [];
      const wrong = disagreements(group, 6, (h, k, l) => {
        const fromText = lines.every((line) => line(h, k, l));
        if (satisfiesConditions(conditions, [h, k, l]) !== fromText) differing.push([h, k, l]);
        return fromText;
      });
      expect(wrong).toEqual([]);
      expect(differing).toEqual([]);
    }
  });

  it('name zones on other axes', () => {
    const text = (number: number, abc: string): string =>
      reflectionConditions(spaceGroup(number).changeBasis(parseAbc(abc))).text.join('; ');
    expect(text(227, '1/2*b+1/2*c,1/2*a+1/2*c,1/2*a+1/2*b')).toBe('h,k,h+k: h+k=2n; hh0: h=2n');
    expect(text(62, '2a+3b,a+2b,c')).toBe(
      'hk0: k=2n; 00l: l=2n; (2h-3k=0): h-k+l=2n; 2kk0: k=2n; (2h-3k=0,l=0): h-k=2n',
    );
    expect(text(136, 'a+b,-a+b,c')).toBe(
      'hkl: h+k=2n; hk0: h+k=2n; hhl: h+l=2n; 0kl: k=2n; 00l: l=2n; h-h0: h=2n; h00: h=2n',
    );
  });

  it('keep the zone, its basis and its normals together', () => {
    const wrong: string[] = [];
    for (const group of [...GROUPS, ...UNTABULATED]) {
      for (const { zone, conditions } of reflectionConditions(group).zones) {
        const products = zone.basis.flatMap((b) => zone.normals.map((u) => b[0] * u[0] + b[1] * u[1] + b[2] * u[2]));
        // Each condition excludes something in its zone.
        const excludes = conditions.map(({ coefficients: c, modulus }) =>
          zone.basis.some((b) => (b[0] * c[0] + b[1] * c[1] + b[2] * c[2]) % modulus !== 0),
        );
        const isRight =
          zone.basis.length + zone.normals.length === 3 && products.every((p) => p === 0) && !excludes.includes(false);
        if (!isRight) wrong.push(`${String(group)}: ${zone.name}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('evaluate only integer indices', () => {
    const conditions = reflectionConditions(spaceGroup(14));
    expect(satisfiesConditions(conditions, [1, 0, 1])).toBe(false);
    expect(satisfiesConditions(conditions, [1, 1, 1])).toBe(true);
    expect(() => satisfiesConditions(conditions, [1, 0, 0.5])).toThrow(
      'satisfiesConditions: Miller indices must be three integers',
    );
  });
});
