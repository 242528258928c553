import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeWholeFile } from '../shell/writeWholeFile.js';
import { fileSink } from './sinks.js';

const columns = { targets: [], units: {}, tensors: [], task: 'regression', isEnsemble: false, intervals: [] } as const;

describe.runIf(process.platform !== 'win32')('a file that is written whole', () => {
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'cft-atomic-'));
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  test('replaces what a link leads to, not the link', async () => {
    await mkdir(join(root, 'real'));
    await writeFile(join(root, 'real/a.json'), 'old');
    await symlink('real/a.json', join(root, 'link.json'));
    await writeWholeFile(join(root, 'link.json'), 'new');
    expect(await readFile(join(root, 'real/a.json'), 'utf8')).toBe('new');
    expect(await readlink(join(root, 'link.json'))).toBe('real/a.json');

    const sink = await fileSink(join(root, 'link.json'), columns);
    await sink.finish();
    expect(await readFile(join(root, 'real/a.json'), 'utf8')).toMatch(/^id,/);
    expect(await readlink(join(root, 'link.json'))).toBe('real/a.json');
    expect((await readdir(root)).sort()).toEqual(['link.json', 'real']);
    expect(await readdir(join(root, 'real'))).toEqual(['a.json']);
  });

  test('is no folder', async () => {
    const message = expect.stringMatching(/it is a folder, a file was expected/) as string;
    await expect(writeWholeFile(root, 'x')).rejects.toMatchObject({ code: 'not-writable', message });
    await expect(fileSink(root, columns)).rejects.toMatchObject({ code: 'not-writable', message });
  });
});
