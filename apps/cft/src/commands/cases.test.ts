import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../shell/failure.js';
import { runCaptured } from '../testing/runCaptured.js';
import { trainingFixture } from '../testing/trainingFixtures.js';

/** The files with known right answers that the readers are tested with. */
const CASES = join(import.meta.dirname, '../../../../packages/data/test/cases');

interface Case {
  readonly kind: string;
  readonly file: string;
  readonly expected: { readonly formula?: string; readonly refuse?: string };
}

const cases = JSON.parse(await readFile(join(CASES, 'cases.json'), 'utf8')) as readonly Case[];

/** Sites with several elements, or not full: the model takes ordered crystals only. */
const isDisordered = ({ expected }: Case): boolean => /\d\.\d/.test(expected.formula ?? '');

let folder: string;
let run: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cft-cases-'));
  run = join(folder, 'run');
  const { argv } = await trainingFixture(folder);
  await runCaptured([...argv, '--epochs', '1', '--out', run]);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('files as people have them', () => {
  test.each(cases)('inspect: $kind', async ({ file, expected }) => {
    const { exitCode, stdout, stderr } = await runCaptured(['inspect', join(CASES, file)]);
    expect(exitCode, stderr).toBe(expected.refuse === undefined ? EXIT.ok : EXIT.data);
    if (expected.refuse !== undefined) {
      expect(stdout).toBe('');
      expect(stderr).toContain(expected.refuse);
    }
  });

  test('predict: a row for each, with a number or with the reason why there is none', async () => {
    const files = cases.map(({ file }) => join(CASES, file));
    // The coordinates of the file in P 61 were made up: two of its atoms are nearer than 0.5 Å.
    const options = ['--allow-overlap', '--backend', 'cpu', '--workers', '0'];
    const { exitCode, stdout } = await runCaptured(['predict', run, ...files, ...options]);
    expect(exitCode).toBe(EXIT.data);
    const rows: Record<string, string>[] = parse(stdout, { columns: true });
    for (const one of cases) {
      const own = rows.filter(({ file }) => file === join(CASES, one.file));
      const predicted = own.filter(({ edge }) => edge !== '');
      const errors = own.map(({ error }) => error).join('\n');
      const { refuse } = one.expected;
      if (refuse !== undefined) expect(errors, one.kind).toContain(refuse);
      else if (isDisordered(one)) expect(errors, one.kind).toContain('ordered');
      expect(predicted.length > 0, `${one.kind}: ${errors}`).toBe(refuse === undefined && !isDisordered(one));
    }
  });

  test.each(['matbench.json', 'jarvis.json', 'optimade_single.json'])('predict: the data set %s', async (name) => {
    const set = join(CASES, 'sets', name);
    const { exitCode, stdout, stderr } = await runCaptured(['predict', run, set, '--backend', 'cpu', '--workers', '0']);
    expect(exitCode, stderr).toBe(EXIT.ok);
    const rows: Record<string, string>[] = parse(stdout, { columns: true });
    expect(rows).toHaveLength(name === 'optimade_single.json' ? 1 : 4);
    expect(rows.every(({ edge, error }) => edge !== '' && error === '')).toBe(true);
  });
});
