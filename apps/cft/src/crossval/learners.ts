import { type Learner, networkLearner, type NetworkLearnerOptions } from '@crystal-fourier/model';
import { readConfigFile } from '../config/configFile.js';
import type { ConfigFile } from '../config/configSchema.js';
import { defined } from '../config/plan.js';
import { usageError } from '../shell/failure.js';
import { didYouMean } from '../shell/suggest.js';
import { BASELINES, baselineLearner } from './baselineLearner.js';

const VARIANTS = ['full', 'distance', 'fourier', 'composition'] as const;

/** What the command line says of models. */
export interface LearnerOptions {
  /** `default`, one of the variants, or a name with a configuration file: `wide=wide.yaml`. */
  readonly variants: readonly string[];
  readonly baselines: readonly string[];
  /** Configuration that all networks have in common. */
  readonly config?: string | undefined;
  readonly epochs?: number | undefined;
  readonly batchSize?: number | undefined;
  readonly task?: 'regression' | 'classification' | undefined;
  /** Targets that are learned per atom. */
  readonly extensive: readonly string[];
}

/** The networks and baselines that are asked for. @throws CliError for unknown ones; ModelError `bad-config` */
export async function requestedLearners(options: LearnerOptions): Promise<Learner[]> {
  const common = options.config === undefined ? {} : await readConfigFile(options.config);
  const networks: Learner[] = [];
  for (const variant of options.variants) {
    const { name, file } = await variantOf(variant);
    networks.push(networkLearner(name, networkOptions(common, file, options)));
  }
  return [...networks, ...options.baselines.map((name) => baselineLearner(baselineOf(name)))];
}

async function variantOf(text: string): Promise<{ name: string; file: ConfigFile }> {
  const at = text.indexOf('=');
  if (at > 0) return { name: text.slice(0, at).trim(), file: await readConfigFile(text.slice(at + 1).trim()) };
  if (text === 'default') return { name: text, file: {} };
  const variant = VARIANTS.find((name) => name === text);
  if (variant === undefined)
    throw usageError(
      `--variants must be default, ${VARIANTS.join(', ')}, or a name and a configuration, wide=wide.yaml; got ${JSON.stringify(text)}${didYouMean(text, ['default', ...VARIANTS])}`,
    );
  return { name: variant, file: { model: { variant } } };
}

/** What a network is told: the command line counts before its own file, that before the common one. */
function networkOptions(
  common: ConfigFile,
  own: ConfigFile,
  { epochs, batchSize, task, extensive }: LearnerOptions,
): NetworkLearnerOptions {
  return {
    model: defined({ ...common.model, ...own.model, ...defined({ task }) }),
    training: defined({ extensive, ...common.training, ...own.training, ...defined({ epochs, batchSize }) }),
  };
}

function baselineOf(text: string): keyof typeof BASELINES {
  const names = Object.keys(BASELINES) as (keyof typeof BASELINES)[];
  const found = names.find((name) => name === text);
  if (found === undefined)
    throw usageError(
      `--baselines must be names out of ${names.join(', ')}, or none, got ${JSON.stringify(text)}${didYouMean(text, names)}`,
    );
  return found;
}
