import type { ModelConfig, Variant } from './config.js';

/** What of a configuration decides the name of a network. */
export interface NamedNetwork {
  readonly variant: Variant;
  readonly encoder?: ModelConfig['encoder'] | undefined;
  readonly encoderTraining?: ModelConfig['encoderTraining'] | undefined;
}

/** What a network is called in tables: its variant, and its encoder where that was trained before. */
export function networkName({ variant, encoder, encoderTraining }: NamedNetwork): string {
  if (encoder !== 'pretrained') return variant;
  return `${variant} with a ${encoderTraining === 'fine-tuned' ? 'fine-tuned' : 'pretrained'} encoder`;
}
