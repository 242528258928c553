import { appendFile, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { TensorFrame } from '@crystal-fourier/data';
import type { SourceChoice, TakenFromSource, VariantChoice } from '@crystal-fourier/model';
import type { RequestedFeatures } from '../data/requestedFeatures.js';
import { makeFolder, notWritten, writeWholeFile } from '../shell/writeWholeFile.js';
import { dataError, usageError } from '../shell/failure.js';

const RUN_FORMAT = 1;

type RunStatus = 'running' | 'finished' | 'interrupted' | 'diverged';

/** What a run is and how it went; plain JSON. */
export interface RunRecord {
  readonly formatVersion: typeof RUN_FORMAT;
  readonly status: RunStatus;
  /** The command line without the program's name. */
  readonly command: readonly string[];
  readonly data: {
    /** Absolute, or a URL. */
    readonly path: string;
    readonly hash: string;
    /** What the hash is of. Absent in runs of earlier versions, whose hash is of the files of the cache and of no use any more. */
    readonly hashOf?: 'records' | undefined;
    readonly records: number;
    /** Records of each part. */
    readonly parts: Readonly<Record<string, number>>;
    /** In which frames the tensors of the data set are; absent without any. */
    readonly frames?: Readonly<Record<string, TensorFrame>> | undefined;
  };
  readonly versions: Readonly<Record<string, string>>;
  /** Name and version: `tensorflow 4.22.0`. */
  readonly backend: string;
  readonly seed: number;
  /** ISO 8601. */
  readonly started: string;
  readonly finished?: string | undefined;
  readonly metrics?: Readonly<Record<string, unknown>> | undefined;
  /** Seconds of work until the run was interrupted. */
  readonly worked?: number | undefined;
  /** Epochs after which it is to end, where `--resume` asked for fewer than the configuration has. */
  readonly epochs?: number | undefined;
  /** How the variant of the network was chosen; absent where it was given. */
  readonly choice?: VariantChoice | undefined;
  /** How it was chosen what the training begins with; absent where it was given. */
  readonly sourceChoice?: SourceChoice | undefined;
  /** The trained network that the training began with, and what was taken from it; absent where the weights were random. */
  readonly source?: RunSource | undefined;
}

/** A trained network that a training began with. */
export interface RunSource extends TakenFromSource {
  /** Absolute, of the run or the file; or the name of an installed network. */
  readonly path: string;
  readonly sha256: string;
  /** What its features have beside those of all data sets. */
  readonly features: RequestedFeatures;
}

/** Names of the files in a run. */
export const RUN_FILES = {
  record: 'run.json',
  config: 'config.json',
  split: 'split.json',
  history: 'history.jsonl',
  excluded: 'excluded.csv',
  checkpoint: 'checkpoint.safetensors',
  predictions: 'predictions-val.csv',
} as const;

const MODEL_FILE = /^model(?:-(\d+))?\.safetensors$/;

/** `model.safetensors`; `model-2.safetensors` for the second member of an ensemble. @param member from 0 */
export const modelFile = (member: number): string =>
  member === 0 ? 'model.safetensors' : `model-${member + 1}.safetensors`;

/** The folder of a run. Every file in it is whole at every moment, but for a last line of the history. */
export class RunFolder {
  readonly path: string;
  #record: RunRecord;

  private constructor(path: string, record: RunRecord) {
    this.path = path;
    this.#record = record;
  }

  /**
   * A new run.
   *
   * @throws CliError if the folder has a run or other files, or cannot be written to
   */
  static async create(path: string, record: Omit<RunRecord, 'formatVersion' | 'status'>): Promise<RunFolder> {
    const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error.code === 'ENOTDIR' ? usageError(`${path}: a run needs a folder, this is a file`) : error;
    });
    if (names?.includes(RUN_FILES.record) === true)
      throw usageError(`${path}: the folder has a run already`, 'choose another --out, or go on with it by --resume');
    if (names !== undefined && names.length > 0)
      throw usageError(`${path}: a run needs an empty folder, it has ${names.length} files`, 'choose another --out');
    await makeFolder(path);
    const run = new RunFolder(path, { ...record, formatVersion: RUN_FORMAT, status: 'running' });
    await run.update({});
    return run;
  }

  /**
   * A run that is there.
   *
   * @throws CliError where the folder is no run, or one of another version
   */
  static async open(path: string): Promise<RunFolder> {
    const file = join(path, RUN_FILES.record);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) {
      const exists = (await stat(path).catch(() => undefined)) !== undefined;
      throw dataError(
        exists
          ? `${path}: this is no run: it has no ${RUN_FILES.record}`
          : `${path}: a run is expected, there is no such folder`,
        'cft train makes runs',
      );
    }
    const record = parsedJson(text, file) as Partial<RunRecord> | null;
    if (record?.formatVersion !== RUN_FORMAT || typeof record.data?.path !== 'string')
      throw dataError(
        `${file}: expected the record of a run, version ${RUN_FORMAT}, got version ${String(record?.formatVersion)}`,
      );
    const { backend, seed, started, data } = record;
    const isWhole =
      [backend, started, data.hash].every((value) => typeof value === 'string') &&
      typeof seed === 'number' &&
      [data.parts, record.versions].every((value) => typeof value === 'object' && value !== null) &&
      Array.isArray(record.command);
    if (!isWhole) throw dataError(`${file}: the record of the run is not complete`, 'was it edited?');
    return new RunFolder(path, record as RunRecord);
  }

  get record(): RunRecord {
    return this.#record;
  }

  /** Changes the record, in memory and on the disk. */
  async update(changes: Partial<Omit<RunRecord, 'formatVersion'>>): Promise<void> {
    this.#record = { ...this.#record, ...changes };
    await this.writeJson(RUN_FILES.record, this.#record);
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** @throws CliError where it cannot be written; a file that was there stays */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    await writeWholeFile(this.file(name), content);
  }

  async writeJson(name: string, value: unknown): Promise<void> {
    await this.write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  /** @throws CliError where there is no such file */
  async read(name: string): Promise<Uint8Array> {
    return readFile(this.file(name)).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? dataError(`${this.path}: the run has no ${name}`) : error;
    });
  }

  async readJson(name: string): Promise<unknown> {
    return parsedJson(Buffer.from(await this.read(name)).toString('utf8'), this.file(name));
  }

  /** Adds a line to the history. */
  async appendHistory(entry: object): Promise<void> {
    const file = this.file(RUN_FILES.history);
    await appendFile(file, `${JSON.stringify(entry)}\n`).catch((error: unknown) => {
      throw notWritten(file, error);
    });
  }

  /** Lines of the history; one that was cut off by a crash, the last, is left out. Empty if there is none. */
  async history(): Promise<readonly Record<string, unknown>[]> {
    const file = this.file(RUN_FILES.history);
    const text = await readFile(file, 'utf8').catch(() => '');
    const lines = text.split('\n');
    return lines.flatMap((line, i) => {
      if (line === '' || i === lines.length - 1) return [];
      return [parsedJson(line, `${file}:${i + 1}`) as Record<string, unknown>];
    });
  }

  /** Replaces the history. */
  async writeHistory(entries: readonly object[]): Promise<void> {
    await this.write(RUN_FILES.history, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  }

  /** Whether a file, which need not be there, is or would be one that the run is made of: its record, a model, … */
  async owns(file: string): Promise<boolean> {
    const folders = await Promise.all([realpath(dirname(file)).catch(() => undefined), realpath(this.path)]);
    const name = basename(file);
    return folders[0] === folders[1] && (MODEL_FILE.test(name) || Object.values<string>(RUN_FILES).includes(name));
  }

  /** Names of the models that are there, by member. */
  async modelFiles(): Promise<readonly string[]> {
    const members = (await readdir(this.path)).flatMap((name) => {
      const match = MODEL_FILE.exec(name);
      return match === null ? [] : [{ name, member: Number(match[1] ?? 1) }];
    });
    return members.sort((a, b) => a.member - b.member).map(({ name }) => name);
  }
}

function parsedJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw dataError(`${file}: JSON is expected: ${(error as Error).message.replace(/\s+/g, ' ')}`);
  }
}
