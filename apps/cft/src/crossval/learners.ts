import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  type Learner,
  networkLearner,
  type NetworkLearnerOptions,
  type RequiredFeatures,
} from '@crystal-fourier/model';
import { readConfigFile } from '../config/configFile.js';
import type { ConfigFile } from '../config/configSchema.js';
import { readEncoder } from '../config/encoderFile.js';
import { defined } from '../config/plan.js';
import { usageError } from '../shell/failure.js';
import { didYouMean } from '../shell/suggest.js';
import { BASELINES, baselineLearner } from './baselineLearner.js';

/** Networks that have a name, by what is not the default. */
const VARIANTS: Readonly<Record<string, NonNullable<ConfigFile['model']>>> = {
  full: { variant: 'full' },
  geometry: { variant: 'geometry' },
  distance: { variant: 'distance' },
  fourier: { variant: 'fourier' },
  composition: { variant: 'composition' },
  pretrained: { variant: 'fourier', encoder: 'pretrained' },
  'pretrained-alone': { variant: 'fourier', encoder: 'pretrained', surroundings: false },
  'fine-tuned': { variant: 'fourier', encoder: 'pretrained', encoderTraining: 'fine-tuned' },
};

/** What the command line says of models. */
export interface LearnerOptions {
  /** `default`, one of the names of `VARIANTS`, or a name with a configuration file: `wide=wide.yaml`. */
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
    networks.push(networkLearner(name, await networkOptions(common, file, options)));
  }
  return [...networks, ...options.baselines.map((name) => baselineLearner(baselineOf(name)))];
}

async function variantOf(text: string): Promise<{ name: string; file: ConfigFile }> {
  const at = text.indexOf('=');
  if (at > 0) return { name: text.slice(0, at).trim(), file: await readConfigFile(text.slice(at + 1).trim()) };
  if (text === 'default') return { name: text, file: {} };
  if (!Object.hasOwn(VARIANTS, text)) {
    const names = ['default', ...Object.keys(VARIANTS)];
    throw usageError(
      `--variants must be ${names.join(', ')}, or a name and a configuration, wide=wide.yaml; got ${JSON.stringify(text)}${didYouMean(text, names)}`,
    );
  }
  return { name: text, file: { model: VARIANTS[text]! } };
}

/** What a network is told: the command line counts before its own file, that before the common one. */
async function networkOptions(
  common: ConfigFile,
  own: ConfigFile,
  { epochs, batchSize, task, extensive }: LearnerOptions,
): Promise<NetworkLearnerOptions> {
  const { variant, ...rest } = { ...common.model, ...own.model, ...defined({ task }) };
  if (variant === 'auto')
    throw usageError(
      'model.variant must be the name of a variant in a cross-validation, got "auto"',
      'a cross-validation compares variants: name them by --variants',
    );
  const model = defined({ ...rest, variant });
  // A file that all networks have in common is for those with a pretrained encoder.
  const path = own.encoderFile ?? (model.encoder === 'pretrained' ? common.encoderFile : undefined);
  return {
    model: path === undefined ? model : { ...model, encoder: 'pretrained' },
    ...(path === undefined ? {} : { encoder: await namedEncoder(path) }),
    training: defined({ extensive, ...common.training, ...own.training, ...defined({ epochs, batchSize }) }),
  };
}

/** An encoder of a file; results of two files with the same weights are the same. */
async function namedEncoder(path: string): Promise<NonNullable<NetworkLearnerOptions['encoder']>> {
  const distance = await readEncoder(path);
  const hash = createHash('sha256').update(await readFile(path));
  return { name: hash.digest('hex').slice(0, 16), distance };
}

/**
 * What the features must have that some networks read.
 *
 * @throws CliError where two networks need the same kind of features in two ways
 */
export function featuresOf(learners: readonly Learner[]): RequiredFeatures {
  const all: Record<string, unknown> = {};
  for (const { name, features = {} } of learners) {
    for (const [kind, options] of Object.entries(features)) {
      if (kind in all && JSON.stringify(all[kind]) !== JSON.stringify(options))
        throw usageError(
          `--variants: all networks must read ${kind} of one kind, ${JSON.stringify(all[kind])}; ${name} reads ${JSON.stringify(options)}`,
          'compare them in two cross-validations',
        );
      all[kind] = options;
    }
  }
  return all;
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
