import { Option } from 'commander';
import { BACKENDS } from '../shell/backend.js';
import { symprecOption, workersOption } from '../shell/optionParsers.js';

/** Options that several commands have, each with one text of the help. */
export const commonOptions = {
  cache: () =>
    new Option('--cache <dir>', 'folder of the caches (default: $CFT_CACHE, or crystal-fourier/prepared in ~/.cache)'),
  workers: () =>
    new Option(
      '--workers <n>',
      'threads that prepare structures; 0 works in the main one (default: the number of processors, at most 16)',
    ).argParser(workersOption),
  symprec: (standard = '0.01') =>
    new Option('--symprec <length>', `Å: how far sites may be from ideal positions (default: ${standard})`).argParser(
      symprecOption,
    ),
  backend: () =>
    new Option('--backend <name>', 'what computes (default: the fastest that works)').choices([...BACKENDS]),
};
