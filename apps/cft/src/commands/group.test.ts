import { describe, expect, test } from 'vitest';
import type { GroupDescription } from '../structures/groupDescription.js';
import type { TensorForms } from '../structures/tensorForms.js';
import { EXIT } from '../shell/failure.js';
import { runCaptured } from '../testing/runCaptured.js';

async function described(...symbol: string[]): Promise<GroupDescription & { notes: string[]; alternatives: string[] }> {
  const { exitCode, stdout, stderr } = await runCaptured(['group', '--json', ...symbol]);
  expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
  return JSON.parse(stdout) as GroupDescription & { notes: string[]; alternatives: string[] };
}

describe('cft group', () => {
  // International Tables for Crystallography A, No. 225.
  test('F m -3 m as in the International Tables', async () => {
    const group = await described('225');
    expect(group).toMatchObject({
      symbol: 'F m -3 m',
      hall: '-F 4 2 3',
      schoenflies: 'Oh^5',
      order: 192,
      symmorphic: true,
    });
    expect(group.representatives).toHaveLength(48);
    expect(group.operations).toHaveLength(192);
    expect(group.centring).toEqual({ symbol: 'F', vectors: ['0,0,0', '0,1/2,1/2', '1/2,0,1/2', '1/2,1/2,0'] });
    expect(group.reflectionConditions).toContain('h00: h=2n');
    expect(group.wyckoff.map(({ multiplicity, letter }) => `${multiplicity}${letter}`).join(' ')).toBe(
      '4a 4b 8c 24d 24e 32f 48g 48h 48i 96j 96k 192l',
    );
    const { basis } = group;
    expect(basis).toMatchObject({ cutoff: 4, family: 'cubic', frequencies: 257 });
    // One function for each all-odd or all-even star within the cutoff: 000 111 200 220 311 222 400.
    expect(basis?.functions).toBe(7);
  });

  test.each([
    [['P2_1/c'], 'P 1 21/c 1'],
    [['P', '21/c'], 'P 1 21/c 1'],
    [['Fd-3m:1'], 'F d -3 m:1'],
    [['Oh^7'], 'F d -3 m:2'],
    [['--', '-P 2ac 2n'], 'P n m a'],
    [['R-3mR'], 'R -3 m:R'],
  ])('reads %j', async (words, symbol) => {
    expect((await described(...words)).symbol).toBe(symbol);
  });

  test('says what an ambiguous symbol can mean, and what it assumed', async () => {
    const group = await described('P 21/c');
    expect(group.alternatives.length).toBeGreaterThan(0);
    expect(group.settings.length).toBe(9);
    expect(group.settings.filter(({ isReference }) => isReference)).toHaveLength(1);
    const { stdout } = await runCaptured(['group', 'P 21/c']);
    expect(stdout).toContain('note: the symbol can also mean');
    expect((await described('R-3mH')).notes.join()).toContain('H axes');
  });

  test('--tensors has the forms of tensors, and says how their frame lies', async () => {
    const { stdout } = await runCaptured(['group', 'P -6 2 m', '--tensors']);
    expect(stdout).toContain('x = y × z, where a, b, c are a-b, a+2b, c of this setting\n');
    expect(stdout).toMatch(/piezoelectric e_iJ: 1 independent component\n +· +· +· +· +· +−e22\n +−e22 +e22/);
    const { tensors } = JSON.parse((await runCaptured(['group', '189', '--tensors', '--json'])).stdout) as {
      tensors: TensorForms;
    };
    expect(tensors.properties.map(({ kind, independent }) => `${kind} ${independent.length}`)).toEqual([
      'rank1 0',
      'rank2 2',
      'dielectric 2',
      'gyration 0',
      'piezoelectric 1',
      'piezoelectricStrain 1',
      'elastic 5',
      'compliance 5',
    ]);
    expect(tensors.born).toEqual([]);
  });

  test('skewed axes have no count, and say why', async () => {
    expect((await described('P 4 (a+b,b,c)')).basis).toBeNull();
    expect((await runCaptured(['group', 'P 4 (a+b,b,c)'])).stdout).toContain('take the reference setting');
  });

  test('prints text that can be read, every operation on request', async () => {
    const short = (await runCaptured(['group', '227'])).stdout;
    expect(short).toContain('F d -3 m:2 (227)');
    expect(short).toContain('each with + (0,0,0)');
    const long = (await runCaptured(['group', '227', '--operations'])).stdout;
    expect(long.match(/[xyz]/g)!.length).toBeGreaterThan(2 * short.match(/[xyz]/g)!.length);
  });

  test.each([
    [['P', '21/q'], /"P 21\/q" matches no symbol; closest: "P 1 21\/[mc] 1"/],
    [['231'], /integers from 1 to 230/],
    [['225', '--cutoff', '0'], /above 0 and at most 16/],
    [['225', '--cutoff', '99'], /above 0 and at most 16/],
  ])('%j is a usage error', async (words, message) => {
    const { exitCode, stdout, stderr } = await runCaptured(['group', ...words]);
    expect([exitCode, stdout]).toEqual([EXIT.usage, '']);
    expect(stderr).toMatch(message);
  });
});
