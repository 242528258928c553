import { networkName } from '@crystal-fourier/model';
import type { ConfigFile } from './configSchema.js';

/** What the network of a run is called in reports. Configurations that do not name a variant are of a time when it was `full`. */
export function networkLabel({ model = {} }: Pick<ConfigFile, 'model'>): string {
  const { variant = 'full', ...rest } = model;
  return variant === 'auto' ? 'not chosen yet' : networkName({ ...rest, variant });
}
