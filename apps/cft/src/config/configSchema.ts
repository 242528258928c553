import { z } from 'zod';
import type { ModelConfig, TrainingOptions } from '@crystal-fourier/model';
import { BACKENDS } from '../shell/backend.js';

/** A checked value; its description says in words what it must be. */
type Field = z.ZodType & { readonly description?: string | undefined };

const integer = (min: number, max: number): z.ZodType<number> =>
  z.int().min(min).max(max).describe(`an integer from ${min} to ${max}`);

/** A number with bounds; `open` ones do not belong to it. */
const number = (min: number, max: number, open: 'none' | 'min' | 'max' = 'none'): z.ZodType<number> => {
  const low = open === 'min' ? z.number().gt(min) : z.number().min(min);
  const words =
    open === 'min'
      ? `a number above ${min} and at most ${max}`
      : `a number from ${min} to ${open === 'max' ? 'below ' : ''}${max}`;
  return (open === 'max' ? low.lt(max) : low.max(max)).describe(words);
};

const choice = <const T extends readonly [string, ...string[]]>(...values: T): z.ZodType<T[number]> =>
  z.enum(values).describe(`one of ${values.join(', ')}`);

const yesOrNo = z.boolean().describe('true or false');
const text = z.string().trim().min(1).describe('a text that is not empty');
const name = z.string().trim().min(1);
const names: z.ZodType<readonly string[]> = z
  .union([name.transform((one) => one.split(',').map((part) => part.trim())), z.array(name).min(1)])
  .refine((list) => list.every((one) => one !== '') && new Set(list).size === list.length)
  .describe('a name or a list of different names');
const log10: z.ZodType<boolean | readonly string[]> = z
  .union([z.boolean(), z.array(name)])
  .describe('true (all targets), false, or a list of targets');

/** Shape of the network: everything that the model package configures, but the targets, which stand at the top. */
const model = {
  variant: choice('composition', 'fourier', 'distance', 'full'),
  task: choice('regression', 'classification'),
  width: integer(1, 4096),
  blocks: integer(0, 64),
  heads: integer(1, 4096),
  expansion: integer(1, 4096),
  descriptors: yesOrNo,
  statistics: yesOrNo,
  cell: choice('volume', 'metric'),
  encoder: choice('mlp', 'product'),
  damping: number(0, 10),
  radialFunctions: integer(1, 4096),
  dropout: number(0, 1, 'max'),
} satisfies Record<Exclude<keyof ModelConfig, 'targets'>, Field>;

/** The training, but seed and logarithms, which stand at the top. */
const training = {
  epochs: integer(1, 1_000_000),
  batchSize: integer(1, 1_000_000),
  learningRate: number(0, 1, 'min'),
  schedule: choice('one-cycle', 'cosine', 'constant'),
  warmup: number(0, 1, 'max'),
  weightDecay: number(0, 1),
  clipNorm: number(0, 1e6, 'min'),
  loss: choice('l1', 'huber', 'mse'),
  ema: number(0, 1, 'max'),
  patience: integer(0, 1_000_000),
  extensive: log10,
} satisfies Record<Exclude<keyof TrainingOptions, 'seed' | 'log10'>, Field>;

const top = {
  target: names,
  log10,
  split: text,
  seed: integer(0, 2 ** 32 - 1),
  symprec: number(0, 1, 'min'),
  cache: text,
  backend: choice(...(BACKENDS as readonly [(typeof BACKENDS)[number], ...(typeof BACKENDS)[number][]])),
  ensemble: integer(1, 64),
} satisfies Record<string, Field>;

/** Every key of a configuration by its section; '' is the top. */
export const CONFIG_FIELDS: Readonly<Record<string, Readonly<Record<string, Field>>>> = { '': top, model, training };

/** Of a configuration file. Keys that it does not know are errors. */
export const configSchema = z
  .strictObject({
    ...top,
    model: z.strictObject(model).partial().describe('a section with keys of its own'),
    training: z.strictObject(training).partial().describe('a section with keys of its own'),
  })
  .partial();

/** A configuration: what it does not say is left to the defaults. */
export type ConfigFile = z.output<typeof configSchema>;
