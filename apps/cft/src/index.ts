/**
 * The command `cft`, for programs that want to run it within themselves.
 *
 * @module
 */
export type { Io, Output } from './shell/console.js';
export { EXIT, type ExitCode } from './shell/failure.js';
export { run } from './program.js';
