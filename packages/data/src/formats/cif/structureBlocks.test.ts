import { describe, expect, it } from 'vitest';
import { structureBlocks } from './structureBlocks.js';

const block = (name: string, x: string, more = ''): string =>
  `data_${name}\n${more}loop_\n_atom_site_label\n_atom_site_fract_x\nC1 ${x}\n`;
const REPAIR = '_note of two words\n';

const told = (text: string): string[][] =>
  structureBlocks(text, {}).map(({ diagnostics }) => diagnostics.map(({ code, line }) => `${code} ${line}`));

describe('what is told of data blocks', () => {
  it('is told with the block in which it is', () => {
    expect(told(block('a', '0') + block('b', '0', REPAIR) + block('c', '0'))).toEqual([[], ['quotes-missing 7'], []]);
  });

  it('of a block that is not read is told once, with the first', () => {
    const unknown = block('b', '?', REPAIR).replace('C1', '?');
    expect(told(block('a', '0') + unknown + block('c', '0'))).toEqual([['record-empty 6', 'quotes-missing 7'], []]);
  });

  it('of the text before the first block is told with each', () => {
    const found = told(`Supplement\n${block('a', '0')}${block('b', '0')}`);
    expect(found).toEqual([['text-left-out 1'], ['text-left-out 1']]);
  });

  it('takes time that grows with the number of blocks', () => {
    const time = (n: number): number => {
      const text = Array.from({ length: n }, (_, i) => block(`b${i}`, '0', REPAIR)).join('');
      const start = process.cpuUsage().user;
      expect(told(text)).toHaveLength(n);
      return (process.cpuUsage().user - start) / 1000;
    };
    time(500);
    expect(time(16_000)).toBeLessThan(Math.max(60 * time(1000), 1000));
  });
});
