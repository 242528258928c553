import type { ModelConfig } from '../config/config.js';
import type { Normalization } from './normalization.js';

/** Fields of a configuration that decide which features a network reads. */
export type FeatureChoice = Pick<
  ModelConfig,
  'variant' | 'statistics' | 'cell' | 'surroundings' | 'moments' | 'encoder' | 'tensors'
>;

/** Which features of a crystal a network reads. */
export interface UsedFeatures {
  /** Columns of `OrbitFeatures.cell`. */
  readonly cell: readonly number[];
  readonly fourier: boolean;
  readonly distance: boolean;
  /** What metric encodings say of pairs, of which learned distances are computed. */
  readonly encodings: boolean;
  readonly statistics: boolean;
  readonly surroundings: boolean;
  readonly moments: boolean;
  /** Whether moments are read with all their components, and the point group: for tensors. */
  readonly frames: boolean;
}

/** Columns of `OrbitFeatures.cell`: edges, angles, and the logarithm of the volume per site. */
export const CELL_COLUMNS = [0, 1, 2, 3, 4, 5, 6];
const VOLUME_COLUMN = 6;

export function usedFeatures({
  variant,
  statistics,
  cell,
  surroundings,
  moments,
  encoder,
  tensors,
}: FeatureChoice): UsedFeatures {
  const encodings = encoder === 'pretrained';
  return {
    cell: variant === 'composition' ? [] : cell === 'volume' ? [VOLUME_COLUMN] : CELL_COLUMNS,
    fourier: (variant === 'fourier' && !encodings) || variant === 'full',
    distance: variant === 'distance' || variant === 'geometry' || variant === 'full',
    encodings,
    statistics,
    surroundings: surroundings && variant !== 'composition',
    moments: moments && variant !== 'composition',
    frames: tensors !== undefined,
  };
}

/**
 * K, the number of functions of a pair. With distances, of atoms or learned: the radial bins, one function for a site itself (r = 0), and the share of sites of
 * the orbit. Without distances: the share alone.
 */
export function pairWidth(config: FeatureChoice, bins: number): number {
  const { distance, encodings } = usedFeatures(config);
  return distance || encodings ? bins + 2 : 1;
}

/** C, the number of columns about the crystal as a whole. */
export function contextWidth(config: FeatureChoice, { statistics }: Pick<Normalization, 'statistics'>): number {
  const used = usedFeatures(config);
  return used.cell.length + (used.statistics ? statistics.mean.length : 0);
}

/** Number of columns of Fourier features: real and imaginary parts, of both families. */
export function fourierWidth({ frequencies }: Pick<Normalization, 'frequencies'>): number {
  return 2 * (frequencies.cubic + frequencies.hexagonal);
}
