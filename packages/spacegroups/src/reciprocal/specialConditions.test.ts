import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Fractional, type Hkl, type SpaceGroup, spaceGroup, type WyckoffPosition } from '../index.js';
import { parseAbc } from '../operations/changeOfBasis.js';
import { conventionalHkl } from './conventionalHkl.js';
import { isExtinct, satisfiesSpecialConditions, specialConditions } from './specialConditions.js';
import { isZeroSum } from './vanishingSums.js';

const GROUPS = Array.from({ length: 230 }, (_, i) => spaceGroup(i + 1));

/** One of each set of equivalent reflections, as far as every residue modulo 8 and 12 along the axes occurs. */
function reflectionsOf(group: SpaceGroup): Hkl[] {
  const all: Hkl[] = [];
  const most = group.number < 195 ? 3 : 8;
  for (let h = -2; h <= most; h++)
    for (let k = -2; k <= most; k++)
      for (let l = -2; l <= (group.number < 143 ? 4 : 8); l++)
        if (conventionalHkl(group, [h, k, l]).every((c, i) => c === [h, k, l][i])) all.push([h, k, l]);
  return all;
}

/** The distinct reflections hR. */
const equivalents = (group: SpaceGroup, h: Hkl): Hkl[] => [
  ...new Map(group.representatives.map((op) => op.applyHkl(h)).map((g) => [g.join(), g])).values(),
];

/** Whether |F| of equal atoms is zero, for two choices of the free parameters; by a plain sum over all atoms in floats. */
function isDark(points: readonly (readonly Fractional[])[], [h, k, l]: Hkl): boolean {
  return points.every((orbit) => {
    let re = 0;
    let im = 0;
    for (const [x, y, z] of orbit) {
      const angle = 2 * Math.PI * (h * x + k * y + l * z);
      re += Math.cos(angle);
      im += Math.sin(angle);
    }
    return Math.hypot(re, im) < 1e-6;
  });
}

const orbitsOf = (position: WyckoffPosition): Fractional[][] =>
  [
    [0.13721, 0.29183, 0.41867],
    [0.08137, 0.36711, 0.22293],
  ].map((x) => position.orbit(x as unknown as Fractional));

/** Reads a line as a person would: `0kl: k=2n+1 or k+l=4n`, `hkl: h=2n, or with h, k, l permuted`. */
function readLine(text: string): (zone: boolean, hkl: Hkl) => boolean {
  const [, conditions = ''] = /^[^:]*: (.*)$/.exec(text)!;
  const [main = '', permuted] = conditions.split(', or with ');
  const alternatives = main.split(' or ').map((alternative) =>
    alternative.split(' and ').map((part) => {
      const [, forms = '', modulus, remainder = '0'] = /^(.*)=(\d+)n(?:\+(\d+))?$/.exec(part)!;
      return forms.split(',').map((form) => {
        const terms = [...form.matchAll(/([+-]?)(\d*)([hkl])/g)].map(
          ([, sign, n, letter]) => [(sign === '-' ? -1 : 1) * Number(n || 1), 'hkl'.indexOf(letter!)] as const,
        );
        return (hkl: Hkl) =>
          (terms.reduce((sum, [c, i]) => sum + c * hkl[i]!, 0) - Number(remainder)) % Number(modulus) === 0;
      });
    }),
  );
  const holds = (hkl: Hkl): boolean =>
    alternatives.some((all) => all.every((forms) => forms.every((form) => form(hkl))));
  return (isInZone, [h, k, l]) => {
    if (!isInZone) return true;
    if (permuted === undefined) return holds([h, k, l]);
    const cyclic: Hkl[] = [
      [h, k, l],
      [k, l, h],
      [l, h, k],
    ];
    return (permuted.includes('cyclically') ? cyclic : [...cyclic, ...cyclic.map(([a, b, c]): Hkl => [b, a, c])]).some(
      holds,
    );
  };
}

/** What differs between conditions and structure factors of all positions of a group. */
function disagreements(group: SpaceGroup, reflections: readonly Hkl[]): string[] {
  const wrong: string[] = [];
  for (const position of group.wyckoff) {
    const conditions = specialConditions(group, position);
    const lines = conditions.text.map(readLine);
    const orbits = orbitsOf(position);
    for (const h of reflections) {
      const dark = isDark(orbits, h);
      const all = conditions.zones.length === 0 ? [] : equivalents(group, h);
      const isAbsent = group.isAbsent(h);
      const fromData = !isAbsent && all.every((g) => satisfiesSpecialConditions(conditions, g));
      const fromText =
        !isAbsent &&
        all.every((g) =>
          lines.every((line, i) =>
            line(
              conditions.zones[i]!.zone.normals.every((u) => u[0] * g[0] + u[1] * g[1] + u[2] * g[2] === 0),
              g,
            ),
          ),
        );
      if (dark === fromData || dark === fromText || dark !== isExtinct(group, position, h))
        wrong.push(`${String(group)} ${String(position)}: ${h.join(' ')}`);
    }
  }
  return wrong;
}

describe('specialConditions', () => {
  it('tell, as text and as data, which structure factors of every Wyckoff position of the 230 groups are zero', () => {
    expect(GROUPS.flatMap((group) => disagreements(group, reflectionsOf(group)))).toEqual([]);
  }, 600_000);

  it('do so in other settings and outside the table', () => {
    const groups = [
      spaceGroup(227, { origin: 1 }),
      spaceGroup(141, { origin: 1 }),
      spaceGroup(167, { axes: 'R' }),
      spaceGroup(15, { qualifier: 'c2' }),
      spaceGroup(227).changeBasis(parseAbc('1/2*b+1/2*c,1/2*a+1/2*c,1/2*a+1/2*b')),
      spaceGroup(136).changeBasis(parseAbc('a+b,-a+b,c')),
    ];
    expect(groups.flatMap((group) => disagreements(group, reflectionsOf(group)))).toEqual([]);
  });

  // International Tables A, "Reflection conditions, special".
  it.each([
    [14, 'a', 'hkl: k+l=2n'],
    [62, 'a', 'hkl: h+l,k=2n'],
    [62, 'c', ''],
    [96, 'a', '0kl: l=2n+1 or 2k+l=4n'],
    [194, 'c', 'hkil: l=2n or h-k=3n+1 or h-k=3n+2'],
    [194, 'h', ''],
    [225, 'c', 'hkl: h=2n'],
    [225, 'a', ''],
    [227, 'a', 'hkl: h=2n+1 or h+k+l=4n'],
    [227, 'f', 'hkl: h=2n+1 or h+k+l=4n'],
    [227, 'e', ''],
    [223, 'c', 'hkl: h+k+l=2n or h=4n and l=4n+2, or with h, k, l permuted'],
    [230, 'a', 'hkl: h,k=2n and h+k+l=4n'],
  ])('No. %i, %s: %s', (number, letter, text) => {
    const group = spaceGroup(number);
    const position = group.wyckoff.find((w) => w.letter === letter)!;
    expect(specialConditions(group, position).text.join('; ')).toBe(text);
  });

  it("agree with gemmi's structure factors of 60 positions", () => {
    const { rows } = JSON.parse(
      readFileSync(new URL('../../../../tools/tables/sources/special-reflections-gemmi.json', import.meta.url), 'utf8'),
    ) as { rows: [number, string, Fractional, string][] };
    expect(rows).toHaveLength(60);
    for (const [number, , point, present] of rows) {
      const group = spaceGroup(number);
      // cctbx has other letters in one group: the point tells the position.
      const { position } = group.wyckoffOf(point);
      const conditions = specialConditions(group, position);
      let at = 0;
      for (let h = -3; h <= 3; h++)
        for (let k = -3; k <= 3; k++)
          for (let l = 0; l <= 6; l++) {
            const ours =
              !group.isAbsent([h, k, l]) &&
              equivalents(group, [h, k, l]).every((g) => satisfiesSpecialConditions(conditions, g));
            expect(`${number} ${position.letter} ${h} ${k} ${l} ${ours ? 1 : 0}`).toBe(
              `${number} ${position.letter} ${h} ${k} ${l} ${present[at++]}`,
            );
          }
    }
  });

  it('refuse what are no Miller indices', () => {
    const group = spaceGroup(227);
    expect(() => isExtinct(group, group.wyckoff[0]!, [1, 0.5, 0])).toThrow('isExtinct: Miller indices');
    expect(isExtinct(group, group.wyckoff[0]!, [2, 2, 2])).toBe(true);
    expect(isExtinct(group, group.wyckoff[0]!, [2, 2, 0])).toBe(false);
    expect(isExtinct(group, group.wyckoff[0]!, [0, 0, 0])).toBe(false);
    expect(() =>
      satisfiesSpecialConditions(specialConditions(group, group.wyckoff[0]!), [1, 2] as unknown as Hkl),
    ).toThrow('satisfiesSpecialConditions: Miller indices');
  });
});

describe('isZeroSum', () => {
  it('is that of the sum in floats', () => {
    let state = 7;
    const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
    for (const n of [2, 4, 6, 8, 12, 18, 24, 48]) {
      let zeros = 0;
      for (let i = 0; i < 400; i++) {
        const counts = Array<number>(n).fill(0);
        // Sums of whole circles vanish; one more root in some of them does not.
        for (let j = 0; j < 3; j++) {
          const parts = [2, 3].filter((p) => n % p === 0)[Math.floor(random() * (n % 3 === 0 ? 2 : 1))]!;
          const start = Math.floor(random() * n);
          for (let p = 0; p < parts; p++) counts[(start + (p * n) / parts) % n]!++;
        }
        if (random() < 0.5) counts[Math.floor(random() * n)]!++;
        const [re, im] = [Math.cos, Math.sin].map((f) =>
          counts.reduce((sum, c, k) => sum + c * f((2 * Math.PI * k) / n), 0),
        ) as [number, number];
        const isZero = Math.hypot(re, im) < 1e-9;
        if (isZero) zeros++;
        expect(isZeroSum(Int32Array.from([9, ...counts]), 1, n)).toBe(isZero);
      }
      expect(zeros).toBeGreaterThan(100);
      expect(zeros).toBeLessThan(300);
    }
  });
});
