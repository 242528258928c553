import { describe, expect, test } from 'vitest';
import { Console } from './console.js';
import { CliError } from './failure.js';
import { capturedIo } from '../testing/runCaptured.js';
import { alignColumns } from './textTable.js';

describe('Console', () => {
  test('results go to stdout, the rest to stderr', () => {
    const { io, stdout, stderr } = capturedIo();
    const console = new Console(io);
    console.print('result');
    console.data({ a: 1 });
    console.info('info');
    console.warn('look');
    console.detail('detail');
    expect(stdout()).toBe('result\n');
    expect(stderr()).toBe('info\nwarning: look\n');
  });

  test('--json leaves one document on stdout', () => {
    const { io, stdout } = capturedIo();
    const console = new Console(io, { json: true });
    console.print('result');
    console.data([1, 2]);
    expect(JSON.parse(stdout())).toEqual([1, 2]);
    expect(() => console.data([3])).toThrow('a second');
    console.fail(new CliError('after all'));
    expect(JSON.parse(stdout())).toEqual([1, 2]);
  });

  test('--quiet keeps errors and results, --verbose adds details', () => {
    const quiet = capturedIo();
    const console = new Console(quiet.io, { quiet: true, verbose: true });
    console.info('info');
    console.warn('look');
    console.detail('detail');
    console.print('result');
    console.fail(new CliError('broken'));
    expect(quiet.stderr()).toBe('error: broken\n');
    expect(quiet.stdout()).toBe('result\n');
    const verbose = capturedIo();
    new Console(verbose.io, { verbose: true }).detail('detail');
    expect(verbose.stderr()).toBe('detail\n');
  });

  test('colours are for terminals, and NO_COLOR forbids them', () => {
    const shown = (env: Record<string, string>, isTTY: boolean): string => {
      const { io, stderr } = capturedIo(env, { isTTY });
      new Console(io).warn('look');
      return stderr();
    };
    expect(shown({}, true)).toContain('\u001b[33m');
    expect(shown({}, false)).toBe('warning: look\n');
    expect(shown({ NO_COLOR: '1' }, true)).toBe('warning: look\n');
    expect(shown({ NO_COLOR: '1', FORCE_COLOR: '1' }, true)).toBe('warning: look\n');
    expect(shown({ NO_COLOR: '' }, true)).toContain('\u001b[');
    expect(shown({ TERM: 'dumb' }, true)).toBe('warning: look\n');
    expect(shown({ FORCE_COLOR: '1' }, false)).toContain('\u001b[');
  });

  test('a bar is drawn on a terminal only, and goes away', () => {
    const pipe = capturedIo();
    const silent = new Console(pipe.io).progress('preparing', 10);
    silent.update(5);
    silent.stop();
    expect(pipe.stderr()).toBe('');
    const terminal = capturedIo({ NO_COLOR: '1' }, { isTTY: true });
    const console = new Console(terminal.io);
    const bar = console.progress('preparing', 10);
    bar.update(5, 'five');
    console.warn('look');
    bar.stop();
    console.close();
    expect(terminal.stderr()).toContain('preparing');
    expect(terminal.stderr()).toContain('\r\u001b[2Kwarning: look\n');
    expect(terminal.stdout()).toBe('');
  });
});

describe('alignColumns', () => {
  test('aligns by what is seen, not by colour codes', () => {
    const lines = alignColumns(
      [
        ['a', '1'],
        ['\u001b[1mlong\u001b[22m', '100'],
      ],
      [{}, { align: 'right' }],
    );
    expect(lines).toEqual(['a       1', '\u001b[1mlong\u001b[22m  100']);
    expect(alignColumns([])).toEqual([]);
  });
});
