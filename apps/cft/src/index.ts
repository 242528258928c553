/**
 * The command `cft`, for programs that want to run it within themselves.
 *
 * @module
 */
export type { Io, Output } from './console.js';
export { EXIT, type ExitCode } from './failure.js';
export { run } from './program.js';
