import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { writeWholeFile } from '../shell/writeWholeFile.js';
import { chooseBackend } from '../shell/backend.js';
import { action, type Context } from '../shell/context.js';
import { usageError } from '../shell/failure.js';
import { integerOption } from '../shell/optionParsers.js';
import { prose } from '../shell/prose.js';
import { RunFolder } from '../runs/runFolder.js';

interface ExportCommandOptions {
  /** Of earlier command lines: it is what an export is for in any case. */
  readonly browser?: boolean;
  readonly out?: string;
  readonly embeddings?: number;
  readonly unit?: Readonly<Record<string, string>>;
  readonly half?: boolean;
  readonly force?: boolean;
}

export function addExportCommand(program: Command): void {
  program
    .command('export')
    .summary('write the networks of a run as one file for a web page')
    .description(
      prose(`Writes one safetensors file with all that a prediction needs: the networks of the run (all of an ensemble), how crystals are
prepared, where the networks come from, how good they are, and embeddings of the training crystals, which novelty is measured by.
A web page reads it with @crystal-fourier/model, cft predict in place of a run. Predictions are those of the run.

Embeddings of all training crystals may be most of the file. Of more than --embeddings crystals, the centres of so many clusters are kept, and
what is usual is measured anew: novelty keeps its meaning, at most 1 for 99 % of the training crystals, but is not the number that the run
gives.`),
    )
    .argument('<run>', 'folder of a run')
    .addOption(new Option('--browser').hideHelp())
    .option(
      '--out <path>',
      'file to write, or folder for it, models/, which is made (default: NAME.safetensors, with the name of the run)',
    )
    .option('--embeddings <n>', 'embeddings that novelty is measured by (default: 512)', integerOption(1))
    .option('--unit <target=unit>', 'unit of a target, for those who read; for several targets repeat it', unitOption)
    .option('--half', 'round the weights to 16 bits: half of the size, and predictions that differ in the fourth digit')
    .option('--force', 'replace a file that is there, but none of the run itself')
    .addHelpText(
      'after',
      `
Examples:
  $ cft export runs/moduli
  $ cft export runs/moduli --unit bulk_modulus=GPa --out page/models/ --embeddings 256
  $ cft predict moduli.safetensors quartz.cif`,
    )
    .action(action<[string], ExportCommandOptions>((context, [run], options) => exportRun(run, options, context)));
}

/** `energy=eV`, and those before. */
function unitOption(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, unit] = /^([^=]+)=(.+)$/.exec(text.trim()) ?? [];
  if (name === undefined || unit === undefined)
    throw new InvalidArgumentError('It must be a target and its unit, such as band_gap=eV.');
  return { ...before, [name.trim()]: unit.trim() };
}

async function exportRun(
  path: string,
  { out, embeddings, unit, half, force = false }: ExportCommandOptions,
  { console }: Pick<Context, 'console'>,
): Promise<void> {
  const run = await RunFolder.open(path);
  const file = await fileFor(out, `${basename(resolve(path))}.safetensors`, force);
  if (await run.owns(file))
    throw usageError(
      `${file}: this is a file of the run itself, which would no longer be whole`,
      'choose another --out',
    );
  // To build the networks once, whatever computes.
  await chooseBackend();
  const { exportModel } = await import('../export/exportModel.js');
  const exported = await exportModel(run, { embeddings, half, units: unit });
  const { bytes, planned, ...facts } = exported;
  const { card, targets, variant, networks, weights } = facts;
  if (!card.finished) console.warn(`${path}: the training is not finished; exported is its best epoch so far`);
  if (networks < planned)
    console.warn(`${path}: ${networks} of ${planned} networks are there; the others are left out`);
  const gzip = gzipSync(bytes, { level: 9 }).length;
  if (isFolderName(out)) await mkdir(dirname(file), { recursive: true });
  await writeWholeFile(file, bytes);
  const { kept, of } = card.references;
  console.data({ file, bytes: bytes.length, gzip, ...facts });
  const shown = targets.map((name) => (card.units[name] === undefined ? name : `${name} in ${card.units[name]}`));
  console.print(`${file}: ${kilobytes(bytes.length)}, with gzip ${kilobytes(gzip)}`);
  console.print(
    `  ${networks === 1 ? '1 network' : `${networks} networks`}, ${variant}, ${weights} weights: ${shown.join(', ')}`,
  );
  console.print(
    kept === of
      ? `  novelty by all ${of} training crystals, as in the run`
      : `  novelty by ${kept === 1 ? '1 cluster' : `${kept} clusters`} of the ${of} training crystals: near that of the run, not equal (--embeddings)`,
  );
}

/** Whether a path is one of a folder by its end. */
const isFolderName = (path: string | undefined): boolean => path !== undefined && /[/\\]$/.test(path);

/** Where to write, looked at before anything is computed. @throws CliError for what must not be replaced */
async function fileFor(out: string | undefined, name: string, force: boolean): Promise<string> {
  const given = out === undefined ? undefined : await stat(out).catch(() => undefined);
  const isFolder = isFolderName(out) || given?.isDirectory() === true;
  const file = out === undefined ? name : isFolder ? join(out, name) : out;
  const info = file === out ? given : await stat(file).catch(() => undefined);
  if (info?.isDirectory() === true) throw usageError(`${file}: a file is to be written here, this is a folder`);
  if (info?.isFile() === true && !force)
    throw usageError(`${file}: there is such a file already`, '--force replaces it');
  return file;
}

/** In units of 1000 bytes. */
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
