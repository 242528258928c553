import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AtomicFile, writeAtomically, writeFileAtomically } from './atomicFile.js';

describe.runIf(process.platform !== 'win32')('AtomicFile', () => {
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'data-atomic-'));
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  it('is not there before it is committed, and what was there before stays until then', async () => {
    const path = join(root, 'a.txt');
    await writeFile(path, 'old');
    const file = await AtomicFile.open(path);
    await file.write('new');
    await file.write(Buffer.from(' and whole'));
    expect(await readFile(path, 'utf8')).toBe('old');
    await file.commit();
    expect(await readFile(path, 'utf8')).toBe('new and whole');
    expect(await readdir(root)).toEqual(['a.txt']);
    await rm(path);
  });

  it('leaves nothing behind when it is discarded or fails', async () => {
    const path = join(root, 'b.txt');
    const discarded = await AtomicFile.open(path);
    await discarded.write('x');
    await discarded.discard();
    const failed = await AtomicFile.open(path);
    await failed.write('x');
    // A folder in its place: the rename fails.
    await mkdir(path);
    await expect(failed.commit()).rejects.toMatchObject({ syscall: 'rename' });
    expect(await readdir(root)).toEqual(['b.txt']);
    await rm(path, { recursive: true });
  });

  it('replaces what a link leads to, not the link', async () => {
    await mkdir(join(root, 'real'));
    await writeFile(join(root, 'real/a.json'), 'old');
    await symlink('real/a.json', join(root, 'link.json'));
    await writeFileAtomically(join(root, 'link.json'), 'new');
    expect(await readFile(join(root, 'real/a.json'), 'utf8')).toBe('new');
    expect(await readlink(join(root, 'link.json'))).toBe('real/a.json');
    expect(await readdir(join(root, 'real'))).toEqual(['a.json']);
    await rm(join(root, 'link.json'));
    await rm(join(root, 'real'), { recursive: true });
  });

  it('is no device: those are written into, never replaced', async () => {
    await writeFileAtomically('/dev/null', 'x');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
    expect((await readdir('/dev')).filter((name) => name.startsWith('null.'))).toEqual([]);
  });

  it('is no folder', async () => {
    await expect(writeFileAtomically(root, 'x')).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(writeAtomically(root, 'x')).rejects.toMatchObject({
      name: 'DataError',
      code: 'not-writable',
      file: root,
    });
  });
});
