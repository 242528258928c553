import { STRUCTURE_FORMATS } from '@crystal-fourier/data';
import { type Command, Option } from 'commander';
import { HANDEDNESS } from '../config/handedness.js';
import { BACKENDS } from '../shell/backend.js';
import { LIMITS } from '../shell/limits.js';
import { integerOption, namesOption, speciesOption, symprecOption, workersOption } from '../shell/optionParsers.js';

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
  handedness: () =>
    new Option(
      '--handedness <rule>',
      'merge: a crystal and its mirror image have equal features; keep: for properties that change sign (default: merge)',
    ).choices([...HANDEDNESS]),
  backend: () =>
    new Option('--backend <name>', 'what computes (default: the fastest that works)').choices([...BACKENDS]),
};

/** Adds the options that say how targets are learned. */
export function addTargetOptions(command: Command): Command {
  return command
    .option('--log10 [names]', 'learn the decimal logarithm of all targets, or of these', namesOption)
    .option(
      '--extensive [names]',
      'all targets, or these, are of the whole primitive cell: learn them per atom (default: those that clearly grow with it)',
      namesOption,
    )
    .option('--no-extensive', 'no target is of the whole cell, whatever the data look like')
    .addOption(
      new Option('--task <task>', 'numbers, or whether something is so (0 or 1) (default: regression)').choices([
        'regression',
        'classification',
      ]),
    );
}

/**
 * Adds the options that say how structures are read; `readOptionsOf` and `datasetOptionsOf` make of them what readers and data sets are told.
 *
 * @param overlap whether the command makes features, which atoms at one place must not have
 */
export function addReadingOptions(command: Command, { overlap }: { readonly overlap: boolean }): Command {
  command
    .addOption(
      new Option('--format <name>', 'format of the structures (default: what the content shows)').choices([
        ...STRUCTURE_FORMATS,
      ]),
    )
    .option(
      '--species <symbols>',
      'elements of a POSCAR that names none (VASP 4), in their order: Na,Cl',
      speciesOption,
    )
    .option('--setting <symbol>', 'space group and setting of files that leave it open: "F d -3 m:1"')
    .option('--nuclear', 'read magnetic CIFs as their nuclear structure')
    .option('--strict', 'refuse what would be repaired');
  if (!overlap) return command;
  const { maxSites, maxPairs } = LIMITS;
  return command
    .option('--allow-overlap', 'take structures with two atoms nearer than 0.5 Å')
    .option(
      '--max-sites <number>',
      'refuse cells with more sites (default: 10000)',
      integerOption(maxSites.min, maxSites.max),
    )
    .option(
      '--max-pairs <number>',
      'refuse crystals with more pairs of orbits, each with each (default: 2250000, the most that networks take)',
      integerOption(maxPairs.min, maxPairs.max),
    );
}
