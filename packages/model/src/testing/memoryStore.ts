import type { CrossvalStore } from '../crossValidation/learner.js';

/** Keeps what is written in memory, and can fail as a process that is killed. */
export class MemoryStore implements CrossvalStore {
  readonly files = new Map<string, Uint8Array>();
  /** Names of what was written, in order. */
  readonly written: string[] = [];
  failAfter = Number.POSITIVE_INFINITY;

  async read(name: string): Promise<Uint8Array | undefined> {
    return this.files.get(name);
  }

  async write(name: string, content: Uint8Array): Promise<void> {
    if (this.written.length >= this.failAfter) throw new Error('killed');
    this.written.push(name);
    this.files.set(name, content);
  }

  async remove(name: string): Promise<void> {
    this.files.delete(name);
  }
}
