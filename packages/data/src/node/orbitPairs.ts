import { pairBlock, type PairBlock, type PairBlockRequest } from '../orbits/pairBlock.js';
import { openPool, workerCount } from './workerPool.js';

export interface OrbitPairsOptions extends Omit<PairBlockRequest, 'from' | 'cells'> {
  /** Number of the first cell. Defaults to 0. */
  readonly from?: number | undefined;
  /** Number of the cell after the last one. */
  readonly to: number;
  /** Cells of a block. Defaults to 256; the last block may have fewer. */
  readonly cells?: number | undefined;
  /** Threads; 0 works in this one. Defaults to the number of processors, at most 16. */
  readonly workers?: number | undefined;
}

/** Blocks that each thread works ahead. */
const AHEAD = 2;

/**
 * Streams pairs of encoded points with the exact distances of their orbits, made in worker threads. The stream is the same however many
 * threads make it, and one that begins at `from` continues one that ended there.
 *
 * @throws DataError `bad-argument`, `thread-stopped`
 */
export async function* orbitPairs({
  from = 0,
  to,
  cells = 256,
  workers,
  ...request
}: OrbitPairsOptions): AsyncGenerator<PairBlock, void> {
  const threads = workerCount(workers, 'orbitPairs');
  const blockAt = (at: number): PairBlockRequest => ({ ...request, from: at, cells: Math.min(cells, to - at) });
  if (threads === 0) {
    for (let at = from; at < to; at += cells) yield pairBlock(blockAt(at));
    return;
  }
  const pool = openPool(threads);
  const waiting: Promise<PairBlock>[] = [];
  try {
    for (let next = from, at = from; at < to; at += cells) {
      for (; next < to && waiting.length < AHEAD * threads; next += cells) {
        const block = pool.run('pairs', blockAt(next));
        // Refusals are seen when the block's turn comes.
        block.catch(() => undefined);
        waiting.push(block);
      }
      yield await waiting.shift()!;
    }
  } finally {
    await pool.close();
  }
}
