import { tensorFacts } from '@crystal-fourier/data';
import type { ModelConfig } from '../config/config.js';
import { type NamedTensor, namedTensors } from '../config/tensorTargets.js';

/** Where the irreducible components of a tensor are in a row of outputs. */
export interface TensorPlace extends NamedTensor {
  readonly isPerSite: boolean;
  /** Components, of a tensor of each site for one orbit. */
  readonly size: number;
  /** In the row, or of a tensor of each site in the block of an orbit. */
  readonly offset: number;
}

/**
 * What a row of outputs of a network is: the numbers, then the tensors of the crystal, then for each orbit the tensors of its sites. Blocks of padding follow
 * those of the orbits.
 */
export interface OutputLayout {
  readonly scalars: number;
  readonly tensors: readonly TensorPlace[];
  /** Where the blocks of orbits begin, and how wide one is. */
  readonly sites: number;
  readonly block: number;
}

export function outputLayout(config: Pick<ModelConfig, 'targets' | 'tensors'>): OutputLayout {
  const scalars = config.targets.length;
  let [ofCrystal, ofSites] = [scalars, 0];
  const tensors = namedTensors(config).map((tensor): TensorPlace => {
    const { isPerSite, size } = tensorFacts(tensor.kind);
    const offset = isPerSite ? ofSites : ofCrystal;
    if (isPerSite) ofSites += size;
    else ofCrystal += size;
    return { ...tensor, isPerSite, size, offset };
  });
  return { scalars, tensors, sites: ofCrystal, block: ofSites };
}

/** The components of a tensor in a row of outputs: (size), or (orbits, size) for a tensor of each site. */
export function componentsIn(
  row: readonly number[],
  { isPerSite, size, offset }: TensorPlace,
  { sites, block }: OutputLayout,
  orbits: number,
): Float64Array {
  if (!isPerSite) return Float64Array.from(row.slice(offset, offset + size));
  return Float64Array.from(
    { length: orbits * size },
    (_, at) => row[sites + Math.floor(at / size) * block + offset + (at % size)]!,
  );
}
