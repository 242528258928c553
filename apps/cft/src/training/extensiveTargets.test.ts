import { describe, expect, it } from 'vitest';
import type { Example } from '../data/example.js';
import { extensiveTargets } from './extensiveTargets.js';

/** A crystal of P 1 with so many atoms, as far as the numbers of atoms go. */
function crystal(atoms: number, targets: Record<string, number>): Example {
  const features = { groupNumber: 1, multiplicities: Uint16Array.from({ length: atoms }, () => 1) };
  return { id: String(atoms), features, targets } as unknown as Example;
}

describe('targets of the whole cell', () => {
  const crystals = Array.from({ length: 60 }, (_, i) => {
    const atoms = 2 + (i % 20);
    const own = 1 + 0.1 * Math.sin(7 * i);
    return crystal(atoms, { whole: -3 * own * atoms, perAtom: own, few: atoms });
  });

  it('are told from those per atom', () => {
    expect(extensiveTargets(crystals, ['whole', 'perAtom']).map(({ name }) => name)).toEqual(['whole']);
    expect(extensiveTargets(crystals, ['whole'])[0]!.correlation).toBeLessThan(-0.9);
  });

  it('count lattice points: a centred cell is larger than a primitive one', () => {
    const centred = crystals.map((example) => ({
      ...example,
      features: { ...example.features, groupNumber: 5 },
    })) as Example[];
    expect(extensiveTargets(centred, ['whole'])).toHaveLength(1);
  });

  it('are not guessed from few values, from values without spread, or from cells of one size', () => {
    expect(extensiveTargets(crystals.slice(0, 20), ['few'])).toEqual([]);
    expect(extensiveTargets(crystals, ['absent'])).toEqual([]);
    const alike = Array.from({ length: 40 }, (_, i) => crystal(4, { value: i }));
    expect(extensiveTargets(alike, ['value'])).toEqual([]);
  });
});
