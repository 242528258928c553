import type { FeatureRecipe } from '@crystal-fourier/data';
import type { PowderOptions, PowderPattern } from '@crystal-fourier/data/diffraction';
import type { CrystalReport } from './crystalReport.js';
import type { FeaturesAnswer, GivenFile, ReaderCalls } from './crystalReader.js';
import { type Failure, failureOf, FailureError, GIVEN_UP, isGivenUp } from './failure.js';
import type { Entry, ReadMode } from './entries.js';
import type { StandardFormat, TextFile } from './standardFiles.js';
import { Store } from './store.js';
import type { WorkerClient } from './workerClient.js';

/** Where the files come from. */
export interface Source {
  /** Name of an example of this page; null for files of the user. */
  readonly example: string | null;
  /** `quartz.cif`, or how many files there are. */
  readonly label: string;
  /** What is given. An example is loaded when it is wanted. */
  readonly files: () => readonly GivenFile[] | Promise<readonly GivenFile[]>;
}

export interface SessionOptions {
  /** Å */
  readonly symprec: number;
  readonly mode: ReadMode;
}

export interface CrystalState {
  readonly phase: 'empty' | 'reading' | 'analysing' | 'ready';
  readonly source: Source | null;
  readonly entries: readonly Entry[];
  /** Structures found; more than entries where the list is cut. */
  readonly found: number;
  /** Files that could not be read. */
  readonly refused: readonly Failure[];
  /** Index of the entry that is shown. */
  readonly selected: number;
  /** Of the selected entry; while it is computed anew, the last one of the same files. */
  readonly report: CrystalReport | null;
  /** Why there is no report. */
  readonly failure: Failure | null;
  /** Counts reports: another number is another crystal, or the same found otherwise. */
  readonly version: number;
}

const EMPTY: CrystalState = {
  phase: 'empty',
  source: null,
  entries: [],
  found: 0,
  refused: [],
  selected: 0,
  report: null,
  failure: null,
  version: 0,
};

/**
 * The crystal that the page is about: opens files, lists what is in them and asks for the report of what is selected. Only the last thing that was
 * asked for is shown; files that come while the worker is busy stop it.
 */
export class CrystalSession extends Store<CrystalState> {
  readonly #client: WorkerClient<ReaderCalls>;
  #options: SessionOptions;
  /** Number of the last request: answers to earlier ones are ignored. */
  #ticket = 0;
  /** What was shown last of the user's files. */
  #own: { readonly source: Source; readonly selected: number } | null = null;
  /** Worker that knows the entries. */
  #readBy = -1;
  #busy: Promise<void> = Promise.resolve();

  constructor(client: WorkerClient<ReaderCalls>, options: SessionOptions) {
    super(EMPTY);
    this.#client = client;
    this.#options = options;
  }

  /** Opens files and drops what was open before. @param entry the one to show first */
  async open(source: Source, entry = 0): Promise<void> {
    const ticket = ++this.#ticket;
    const { source: before, selected } = this.state;
    if (before !== null && before.example === null) this.#own = { source: before, selected };
    if (this.#client.isBusy) this.#client.stop();
    this.set({ ...EMPTY, phase: 'reading', source, version: this.state.version + 1 });
    try {
      await this.#read(source);
      if (ticket !== this.#ticket) return;
      const { entries } = this.state;
      if (entries.length === 0) this.set({ ...this.state, phase: 'ready' });
      else await this.#analyse(Math.min(Math.max(0, entry), entries.length - 1));
    } catch (error) {
      if (ticket === this.#ticket) this.set({ ...this.state, phase: 'ready', failure: failureOf(error) });
    }
  }

  /** Shows another structure of the same files. */
  async select(entry: number): Promise<void> {
    if (entry === this.state.selected || this.state.entries[entry] === undefined) return;
    await this.#analyse(entry);
  }

  /** Another way of reading reads again; another tolerance finds the symmetry again. */
  async setOptions(options: SessionOptions): Promise<void> {
    const { symprec, mode } = this.#options;
    if (symprec === options.symprec && mode === options.mode) return;
    this.#options = options;
    const { source, selected, entries } = this.state;
    if (source === null) return;
    if (mode !== options.mode || entries.length === 0) await this.open(source, selected);
    else await this.#analyse(selected);
  }

  /** Does again what failed. */
  async retry(): Promise<void> {
    const { source, selected } = this.state;
    if (source !== null) await this.open(source, selected);
  }

  /** Stops what takes too long. */
  cancel(): void {
    this.#ticket++;
    this.#client.stop();
    const { phase } = this.state;
    if (phase === 'reading' || phase === 'analysing')
      this.set({ ...this.state, phase: 'ready', report: null, failure: GIVEN_UP });
  }

  /** Shows the user's own files again that an example replaced; empty where there were none. */
  async leaveExample(): Promise<void> {
    if (this.#own !== null) {
      await this.open(this.#own.source, this.#own.selected);
      return;
    }
    this.#ticket++;
    if (this.#client.isBusy) this.#client.stop();
    this.set({ ...EMPTY, version: this.state.version + 1 });
  }

  /** What a network reads of the selected crystal. @param recipe that of the network. @throws FailureError */
  async features(recipe: FeatureRecipe): Promise<FeaturesAnswer> {
    return this.#client.call('features', { entry: await this.#known(), recipe });
  }

  /** The selected crystal in its standard cell. @throws FailureError */
  async write(format: StandardFormat): Promise<TextFile> {
    const { symprec } = this.#options;
    return this.#client.call('write', { entry: await this.#known(), symprec, format });
  }

  /** The powder pattern of the selected crystal. @throws FailureError */
  async powder(options: PowderOptions): Promise<PowderPattern> {
    const { symprec } = this.#options;
    return this.#client.call('powder', { entry: await this.#known(), symprec, options });
  }

  /** The selected entry, of which the worker knows. */
  async #known(): Promise<number> {
    const { source, selected } = this.state;
    if (source === null) throw new FailureError({ kind: 'input', reason: 'there is no structure; open a file' });
    if (this.#readBy !== this.#client.generation) await this.#read(source);
    return selected;
  }

  async #read(source: Source): Promise<void> {
    const ticket = this.#ticket;
    const files = await source.files();
    if (ticket !== this.#ticket) return;
    const { entries, found, refused } = await this.#client.call('read', { files, mode: this.#options.mode });
    this.#readBy = this.#client.generation;
    if (ticket === this.#ticket) this.set({ ...this.state, entries, found, refused });
  }

  /** While one report is computed, of those asked for meanwhile only the last is. */
  async #analyse(entry: number): Promise<void> {
    const ticket = ++this.#ticket;
    const { symprec } = this.#options;
    this.set({ ...this.state, phase: 'analysing', selected: entry });
    const before = this.#busy;
    const work = async (): Promise<void> => {
      await before;
      if (ticket !== this.#ticket) return;
      try {
        const call = { entry: await this.#known(), symprec };
        const report = await this.#client.call('analyse', call);
        if (ticket === this.#ticket)
          this.set({ ...this.state, phase: 'ready', report, failure: null, version: this.state.version + 1 });
      } catch (error) {
        const failure = failureOf(error);
        if (ticket === this.#ticket && !isGivenUp(failure))
          this.set({ ...this.state, phase: 'ready', report: null, failure, version: this.state.version + 1 });
      }
    };
    this.#busy = work();
    await this.#busy;
  }
}
