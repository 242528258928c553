import { EXIT } from './shell/failure.js';
import { run } from './program.js';

/** The command `cft`. */
const stop = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second signal ends the process at once: files are written whole or not at all in any case.
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
    if (process.stderr.isTTY) process.stderr.write('\nstopping; press again to stop at once\n');
    stop.abort();
  });
}

// `cft … | head`: the reader has closed the pipe, which is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  process.stderr.write(`error: the output could not be written: ${error.message}\n`);
  process.exit(EXIT.failure);
});
process.stderr.on('error', () => undefined);

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signal: stop.signal,
});
