import {
  isWithinLimit,
  limitText,
  MODEL_OPTION_LIMITS,
  type ModelConfig,
  type OptionLimit,
  TRAINING_OPTION_LIMITS,
  type TrainingOptions,
  type Variant,
} from '@crystal-fourier/model';
import { type Handedness, STRUCTURE_FORMATS } from '@crystal-fourier/data';
import { z } from 'zod';
import { BACKENDS } from '../shell/backend.js';
import { LIMITS } from '../shell/limits.js';
import { TENSOR_FIELD_WORDS, tensorField } from '../shell/tensorField.js';
import { HANDEDNESS } from './handedness.js';
import type { ReadingOptions } from './reading.js';

/** A checked value; its description says in words what it must be. */
type Field<T = unknown> = z.ZodType<T> & { readonly description?: string | undefined };

/** A field that may be what a limit says, described in the words of the limit. */
const limited = <T>(limit: OptionLimit): Field<T> =>
  z.custom<T>((value) => isWithinLimit(value, limit)).describe(limitText(limit));

/** A field for each limit. @typeParam Options type of the values, by the names of the limits */
const limitedFields = <Options extends object>(
  limits: Readonly<Record<keyof Options, OptionLimit>>,
): { readonly [Name in keyof Options]-?: Field<Required<Options>[Name]> } =>
  Object.fromEntries(Object.entries<OptionLimit>(limits).map(([name, limit]) => [name, limited(limit)])) as {
    readonly [Name in keyof Options]-?: Field<Required<Options>[Name]>;
  };

const text = z.string().trim().min(1).describe('a text that is not empty');
const name = z.string().trim().min(1);
const names: z.ZodType<readonly string[]> = z
  .union([name.transform((one) => one.split(',').map((part) => part.trim())), z.array(name).min(1)])
  .refine((list) => list.every((one) => one !== '') && new Set(list).size === list.length)
  .describe('a name or a list of different names');

const tensors: Field<Readonly<Record<string, string>>> = z
  .record(
    name,
    z.string().refine((field) => tensorField(field) !== undefined),
  )
  .refine((fields) => Object.keys(fields).length > 0)
  .describe(`names of fields, each with ${TENSOR_FIELD_WORDS}`);

// Seed and logarithms stand at the top, beside the targets; the rest of what the model package configures has a section of its own.
const { seed, log10, ...trainingLimits } = TRAINING_OPTION_LIMITS;
const { variant, ...modelLimits } = MODEL_OPTION_LIMITS;
const model = {
  // `auto`: a training chooses it by brief trainings.
  variant: limited<Variant | 'auto'>({ kind: 'choice', values: ['auto', ...variant.values] }),
  ...limitedFields<Omit<ModelConfig, 'targets' | 'tensors' | 'variant'>>(modelLimits),
};
const training = limitedFields<Omit<TrainingOptions, 'seed' | 'log10'>>(trainingLimits);

const top = {
  target: names,
  tensor: tensors,
  log10: limited<TrainingOptions['log10']>(log10),
  split: text,
  seed: limited<number>(seed),
  symprec: limited<number>(LIMITS.symprec),
  handedness: limited<Handedness>({ kind: 'choice', values: HANDEDNESS }),
  encoderFile: text,
  from: text,
  cache: text,
  backend: limited<(typeof BACKENDS)[number]>({ kind: 'choice', values: BACKENDS }),
  ensemble: limited<number>(LIMITS.ensemble),
} satisfies Record<string, Field>;

// How the structures are read, as options of the command line say it, too.
const reading = {
  format: limited<(typeof STRUCTURE_FORMATS)[number]>({ kind: 'choice', values: STRUCTURE_FORMATS }),
  species: z.array(name).min(1).readonly().describe('a list of symbols of elements'),
  setting: text,
  nuclear: limited<boolean>({ kind: 'boolean' }),
  strict: limited<boolean>({ kind: 'boolean' }),
  allowOverlap: limited<boolean>({ kind: 'boolean' }),
  maxSites: limited<number>(LIMITS.maxSites),
  maxPairs: limited<number>(LIMITS.maxPairs),
} satisfies Record<keyof ReadingOptions, Field>;

/** Every key of a configuration by its section; '' is the top. */
export const CONFIG_FIELDS: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  '': top,
  model,
  training,
  reading,
};

/** Names of the sections. */
export const CONFIG_SECTIONS: readonly string[] = Object.keys(CONFIG_FIELDS).filter((name) => name !== '');

const section = 'a section with keys of its own';

/** Of a configuration file. Keys that it does not know are errors. */
export const configSchema = z
  .strictObject({
    ...top,
    model: z.strictObject(model).partial().describe(section),
    training: z.strictObject(training).partial().describe(section),
    reading: z.strictObject(reading).partial().describe(section),
  })
  .partial();

/** A configuration: what it does not say is left to the defaults. */
export type ConfigFile = z.output<typeof configSchema>;
