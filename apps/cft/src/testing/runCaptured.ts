import type { Io } from '../shell/console.js';
import type { ExitCode } from '../shell/failure.js';
import { run } from '../program.js';

/** What a command line printed. */
export interface Captured {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Surroundings that keep what is printed; for tests. @param env the environment; nothing of the real one is seen */
export function capturedIo(
  env: Io['env'] = {},
  { signal, isTTY = false }: { readonly signal?: AbortSignal; readonly isTTY?: boolean } = {},
): { io: Io; stdout: () => string; stderr: () => string } {
  const texts = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Io['stdout'] => ({
    write: (text) => {
      texts[name] += text;
      return true;
    },
    isTTY,
    columns: 100,
  });
  return {
    io: { stdout: output('stdout'), stderr: output('stderr'), env, signal },
    stdout: () => texts.stdout,
    stderr: () => texts.stderr,
  };
}

/** Runs a command line within this process; for tests. */
export async function runCaptured(
  argv: readonly string[],
  env: Io['env'] = {},
  options: { readonly signal?: AbortSignal; readonly isTTY?: boolean } = {},
): Promise<Captured> {
  const { io, stdout, stderr } = capturedIo(env, options);
  const exitCode = await run(argv, io);
  return { exitCode, stdout: stdout(), stderr: stderr() };
}
