import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { action } from './shell/context.js';
import { CliError, EXIT } from './shell/failure.js';
import { createProgram, execute } from './program.js';
import { capturedIo, runCaptured } from './testing/runCaptured.js';

const commandNames = (program: Command): string[][] =>
  program.commands.flatMap((command) => [
    [command.name()],
    ...command.commands.map((inner) => [command.name(), inner.name()]),
  ]);

describe('the command line', () => {
  test('every command has a help with examples', async () => {
    const names = commandNames(createProgram(capturedIo().io));
    expect(names.length).toBeGreaterThanOrEqual(8);
    for (const name of names.filter(([first, second]) => first !== 'fetch' || second !== undefined)) {
      const { exitCode, stdout, stderr } = await runCaptured([...name, '--help']);
      expect([exitCode, stderr], name.join(' ')).toEqual([EXIT.ok, '']);
      expect(stdout).toContain(`Usage: cft ${name.join(' ')}`);
      expect(stdout).toMatch(/Examples:\n {2}\$ .*cft /);
      expect(stdout).toContain('--json');
    }
  });

  test('--version prints the version alone', async () => {
    expect(await runCaptured(['--version'])).toEqual({
      exitCode: EXIT.ok,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/),
      stderr: '',
    });
  });

  test('without a command it prints its help to stderr', async () => {
    const { exitCode, stdout, stderr } = await runCaptured([]);
    expect([exitCode, stdout]).toEqual([EXIT.usage, '']);
    expect(stderr).toContain('Usage: cft');
  });

  test.each([
    [['prepaer', 'x'], "error: unknown command 'prepaer' (Did you mean prepare?)\n"],
    [['prepare', 'x', '--wrokers', '2'], "error: unknown option '--wrokers' (Did you mean --workers?)\n"],
    [['prepare'], "error: missing required argument 'data' (see --help)\n"],
    [['prepare', 'a', 'b'], /^error: too many arguments/],
    [['prepare', 'a', '--workers', '-1'], /It must be an integer from 0 to 256\. \(see --help\)\n$/],
    [['prepare', 'a', '--symprec', 'abc'], /It must be a number above 0 and at most 1 Å\./],
    [['split', 'a', '--by', 'formla'], /Allowed choices are random, formula, group, system\./],
    [['split', 'a', '--seed', '1.5'], /It must be an integer from 0 to 4294967295\./],
    [['fetch', 'optimade', 'https://example.org'], /required option '--out <dir>' not specified/],
  ])('%j is a usage error on one line', async (argv, message) => {
    const { exitCode, stdout, stderr } = await runCaptured(argv);
    expect([exitCode, stdout]).toEqual([EXIT.usage, '']);
    if (typeof message === 'string') expect(stderr).toBe(message);
    else expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test.each([[['--json']], [['fetch', '--json']]])('%j without a command is an error as JSON, too', async (argv) => {
    const { exitCode, stdout } = await runCaptured(argv);
    expect(exitCode).toBe(EXIT.usage);
    expect(JSON.parse(stdout)).toMatchObject({ error: { message: 'a command is missing' } });
  });

  test('with --json an error is the document on stdout, wherever the option stands', async () => {
    for (const argv of [
      ['prepaer', '--json'],
      ['--json', 'prepaer'],
      ['group', 'xyz', '--json'],
    ]) {
      const { exitCode, stdout, stderr } = await runCaptured(argv);
      expect(exitCode).toBe(EXIT.usage);
      const { error } = JSON.parse(stdout) as { error: { code: string; message: string; hint?: string } };
      expect(error.code).toMatch(/^unknown/);
      expect(stderr).toContain(error.message);
    }
  });
});

describe('errors of the work', () => {
  /** Runs work as a command of a program of its own. */
  async function failing(
    error: unknown,
    argv: readonly string[] = [],
  ): Promise<{ exitCode: number; stdout: string; stderr: string }> {
    const { io, stdout, stderr } = capturedIo();
    const program = createProgram(io, argv);
    program.command('work').action(
      action(() => {
        throw error;
      }),
    );
    const exitCode = await execute(program, ['work', ...argv], io);
    return { exitCode, stdout: stdout(), stderr: stderr() };
  }

  test('are one line without a stack; --verbose shows it', async () => {
    const error = new CliError('the disk is full', { hint: 'make room' });
    expect(await failing(error)).toEqual({
      exitCode: EXIT.failure,
      stdout: '',
      stderr: 'error: the disk is full (make room)\n',
    });
    const { stderr } = await failing(error, ['--verbose']);
    expect(stderr).toContain('program.test.ts');
  });

  test('that are unknown are called faults of the program', async () => {
    const { exitCode, stderr } = await failing(new TypeError('x is not a function'));
    expect(exitCode).toBe(EXIT.failure);
    expect(stderr).toBe(
      'error: internal error: x is not a function (this is a fault of the program; --verbose shows where)\n',
    );
  });

  test('with several problems list them', async () => {
    const error = new CliError('2 problems', { exitCode: EXIT.usage, details: ['one', 'two'] });
    const { exitCode, stdout, stderr } = await failing(error, ['--json']);
    expect([exitCode, stderr]).toEqual([EXIT.usage, 'error: 2 problems\n  one\n  two\n']);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'usage', message: '2 problems', details: ['one', 'two'] } });
  });
});
