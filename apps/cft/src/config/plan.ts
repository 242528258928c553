import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type ModelConfig,
  modelConfig,
  type ModelOptions,
  type Task,
  type TrainingSource,
  trainingOptions,
  type TrainingOptions,
  tunedNetwork,
  type Variant,
} from '@crystal-fourier/model';
import type { FeatureRecipe, Handedness, TensorFields } from '@crystal-fourier/data';
import type { BackendName } from '../shell/backend.js';
import { usageError } from '../shell/failure.js';
import { tensorField, tensorFieldText } from '../shell/tensorField.js';
import { didYouMean } from '../shell/suggest.js';
import { readConfigFile } from './configFile.js';
import type { ConfigFile } from './configSchema.js';
import { ENCODERS, readEncoder } from './encoderFile.js';
import { readingOf, type ReadingOptions } from './reading.js';

/** Options of a training on the command line; an option that is absent is taken from the configuration, or has its default. */
export interface TrainOptions extends ReadingOptions {
  readonly target?: readonly string[];
  readonly tensor?: TensorFields;
  /** `true`: of all targets. */
  readonly log10?: true | readonly string[];
  /** `true`: all targets; `false`: none. */
  readonly extensive?: boolean | readonly string[];
  readonly task?: Task;
  readonly variant?: Variant | 'auto';
  /** One of `ENCODERS`, or a file that `cft pretrain` wrote. */
  readonly encoder?: string;
  readonly encoderTraining?: ModelConfig['encoderTraining'];
  readonly split?: string;
  /** A run, a file with trained networks, or the name of an installed one, that the training begins with; `auto` for what is better. */
  readonly from?: string;
  /** What of it is learned on. */
  readonly tune?: TrainingOptions['tuned'];
  /** A file in JSON or YAML. */
  readonly config?: string;
  readonly out?: string;
  readonly resume?: string;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly ensemble?: number;
  readonly seed?: number;
  readonly backend?: BackendName;
  readonly cache?: string;
  readonly symprec?: number;
  readonly handedness?: Handedness;
  readonly workers?: number;
}

/** A complete configuration; `config.json` of a run, and itself a configuration file. */
export interface TrainingPlan {
  readonly target: readonly string[];
  /** Fields with tensors that are learned: kind, and perhaps frame, as `tensorField` reads them. */
  readonly tensor?: Readonly<Record<string, string>> | undefined;
  readonly log10: boolean | readonly string[];
  /** A rule or an absolute path; absent for the parts that the data set is given in, or the default. */
  readonly split?: string | undefined;
  /** Of the split, and of the first network; further ones have the seeds after it. */
  readonly seed: number;
  readonly symprec?: number | undefined;
  /** Whether mirror images have equal features. */
  readonly handedness: Handedness;
  readonly cache?: string | undefined;
  /** How the structures are read; absent where nothing is asked for. */
  readonly reading?: ReadingOptions | undefined;
  readonly backend?: BackendName | undefined;
  /** Absolute: what a network with the encoder `pretrained` begins with; absent for the one that ships. */
  readonly encoderFile?: string | undefined;
  /** A run or a file, by its absolute path, or the name of an installed network, that the training begins with; absent where the weights are random. */
  readonly from?: string | undefined;
  /** Networks that are trained. */
  readonly ensemble: number;
  readonly model: Omit<ModelConfig, 'targets' | 'tensors'>;
  readonly training: Omit<TrainingOptions, 'seed' | 'log10'>;
}

/** What a command line and its configuration file ask for. */
export interface RequestedTraining<Source extends PlannedSource = PlannedSource> {
  readonly plan: TrainingPlan;
  /** Whether one of them names the extensive targets; if not, the data decide. */
  readonly namesExtensive: boolean;
  /** What they say of the network where its variant is still to be chosen: the plan has the default. */
  readonly undecided: UndecidedModel | undefined;
  /** What it begins with, and the recipe of its features; undefined where the weights are random. */
  readonly begun: { readonly source: Source; readonly recipe: FeatureRecipe } | undefined;
  /** Whether it is still to be chosen what the training begins with: the plan has random weights. */
  readonly choosesSource: boolean;
  /** What they say of the network. */
  readonly said: NonNullable<ConfigFile['model']>;
}

/** What is said of a network whose variant is still to be chosen. */
export type UndecidedModel = Omit<NonNullable<ConfigFile['model']>, 'variant'>;

/** Trained networks that a training is to begin with, as far as a plan depends on them. */
export interface PlannedSource {
  /** Absolute, or the name of an installed network. */
  readonly path: string;
  /** What a network begins with. @param member of the ensemble that is trained, from 0 */
  readonly of: (member: number) => TrainingSource;
}

/**
 * A plan from a command line and the configuration file it names; the command line counts.
 *
 * @param find finds the networks that `from` names
 * @throws CliError, ModelError `bad-config`
 */
export async function requestedTraining<Source extends PlannedSource>(
  options: TrainOptions,
  find: (from: string) => Promise<Source>,
): Promise<RequestedTraining<Source>> {
  const file: ConfigFile = options.config === undefined ? {} : await readConfigFile(options.config);
  const tensor = options.tensor === undefined ? file.tensor : mapFields(options.tensor, tensorFieldText);
  const target = options.target ?? file.target ?? (tensor === undefined ? undefined : []);
  if (target === undefined)
    throw usageError(
      'a training needs the names of its targets',
      '--target NAME[,NAME], --tensor NAME=KIND, or target or tensor in the --config',
    );
  const reading = { ...file.reading, ...defined(readingOf(options)) };
  const encoder = await requestedEncoder(options.encoder, file);
  const from = options.from ?? file.from;
  const choosesSource = from === 'auto';
  const begun = from === undefined || choosesSource ? undefined : await find(from);
  const said = {
    ...file.model,
    ...defined({ variant: options.variant, task: options.task, encoderTraining: options.encoderTraining }),
    ...encoder.model,
  };
  const asked = { ...file, ...defined({ symprec: options.symprec, handedness: options.handedness }) };
  const known = begun && networkOfSource({ target, tensor, model: said }, asked, begun.of(0));
  const model = known?.model ?? (tensor === undefined ? modelWithVariant(said) : withMoments(said));
  const { from: _, ...rest } = file;
  const plan = completePlan({
    ...rest,
    ...known?.preparation,
    ...defined({
      from: begun?.path,
      log10: listed(options.log10),
      split: options.split,
      seed: options.seed,
      symprec: options.symprec,
      handedness: options.handedness,
      cache: options.cache,
      backend: options.backend,
      ensemble: options.ensemble,
    }),
    target: [...target],
    ...(tensor === undefined ? {} : { tensor }),
    ...(Object.keys(reading).length === 0 ? {} : { reading }),
    ...defined({ encoderFile: encoder.file }),
    model,
    training: {
      ...file.training,
      ...defined({
        epochs: options.epochs,
        batchSize: options.batchSize,
        extensive: listed(options.extensive),
        tuned: choosesSource ? undefined : options.tune,
      }),
    },
  });
  const { split, cache } = plan;
  const isFile = split !== undefined && (await stat(split).catch(() => undefined))?.isFile() === true;
  return {
    plan: {
      ...plan,
      // Absolute, so that a run can be resumed from any folder.
      ...(isFile ? { split: resolve(split) } : {}),
      ...(cache === undefined ? {} : { cache: resolve(cache) }),
    },
    namesExtensive: options.extensive !== undefined || file.training?.extensive !== undefined,
    undecided: undecidedModel({ model }),
    begun: begun && known && { source: begun, recipe: known.recipe },
    choosesSource,
    said,
  };
}

/** How crystals are prepared. */
type Preparation = Pick<ConfigFile, 'symprec' | 'handedness'>;

/**
 * What a network that begins with a trained one is, and how its crystals are prepared: as those of the source were.
 *
 * @param asked of the preparation
 * @throws CliError, ModelError `bad-config` where something else is asked for
 */
function networkOfSource(
  network: NetworkFields,
  asked: Preparation,
  source: TrainingSource,
): { readonly model: TrainingPlan['model']; readonly preparation: Preparation; readonly recipe: FeatureRecipe } {
  const { config, recipe } = tunedNetwork(modelOptions(network), source);
  for (const name of ['symprec', 'handedness'] as const)
    if (asked[name] !== undefined && asked[name] !== recipe[name])
      throw usageError(
        `${name} must be that of the network that the training begins with, ${recipe[name]}, got ${asked[name]}`,
        `leave ${name} out, or begin with another network`,
      );
  const { targets: _, tensors: __, ...model } = config;
  return { model, preparation: { symprec: recipe.symprec, handedness: recipe.handedness }, recipe };
}

/** The variant is chosen where nothing is said that only some variants have. */
function modelWithVariant(model: NonNullable<ConfigFile['model']>): NonNullable<ConfigFile['model']> {
  const { variant, encoder, moments } = model;
  return variant === undefined && encoder === undefined && moments === undefined
    ? { ...model, variant: 'auto' }
    : model;
}

/** Tensors are made of moments, which the default variant has: there is nothing to choose. */
function withMoments({ variant, ...rest }: NonNullable<ConfigFile['model']>): NonNullable<ConfigFile['model']> {
  return variant === 'auto' ? rest : { ...rest, ...defined({ variant }) };
}

/** What a configuration says of a network whose variant is still to be chosen; undefined where it is not. */
export function undecidedModel({ model = {} }: Pick<ConfigFile, 'model'>): UndecidedModel | undefined {
  const { variant, ...rest } = model;
  return variant === 'auto' ? rest : undefined;
}

/** What of the encoder is asked for, with the sizes of the one in a file. @throws CliError, ModelError `bad-checkpoint` */
async function requestedEncoder(
  option: string | undefined,
  file: ConfigFile,
): Promise<{ readonly file?: string; readonly model: NonNullable<ConfigFile['model']> }> {
  const named = ENCODERS.find((name) => name === option);
  const path = option === undefined ? file.encoderFile : named === undefined ? option : undefined;
  if (path === undefined) return { model: defined({ encoder: named }) };
  const { functions, width } = await readEncoder(path);
  return { file: resolve(path), model: { encoder: 'pretrained', encoderFunctions: functions, encoderWidth: width } };
}

/** Fills in every default, which is also what `auto` stands for. @throws CliError for logarithms of what is no target; ModelError `bad-config` */
export function completePlan(file: ConfigFile): TrainingPlan {
  const {
    target = [],
    tensor,
    log10 = false,
    seed = 0,
    ensemble = 1,
    split,
    symprec,
    cache,
    reading,
    backend,
    encoderFile,
    from,
  } = file;
  const { handedness = 'merge' } = file;
  const { targets, tensors: _, ...model } = networkOptions({ target, tensor, model: file.model ?? {} });
  const {
    seed: planSeed,
    log10: planLog10,
    ...training
  } = trainingOptions({
    ...(from === undefined ? {} : { tuned: 'all' }),
    ...defined(file.training ?? {}),
    seed,
    log10,
  });
  if (from === undefined && training.tuned !== undefined)
    throw usageError(
      'what of a network is learned on (--tune, training.tuned, training.depthFactor) is of a training that begins with a trained one',
      'name that network: --from RUN, or FILE',
    );
  if (from !== undefined && encoderFile !== undefined)
    throw usageError('a trained network has its own encoder', 'leave --encoder or --from out');
  const scaled = { log10, extensive: training.extensive };
  for (const [option, names] of Object.entries(scaled)) {
    const unknown = typeof names === 'boolean' ? undefined : names.find((name) => !targets.includes(name));
    if (unknown !== undefined)
      throw usageError(
        `${option} must name targets, which are ${targets.join(', ')}; got ${JSON.stringify(unknown)}${didYouMean(unknown, targets)}`,
      );
    if (model.task === 'classification' && names !== false && !(typeof names === 'object' && names.length === 0))
      throw usageError(
        option === 'log10' ? 'a classification has no logarithms' : 'a classification does not grow with the cell',
        `leave ${option} or the task out`,
      );
  }
  if (targets.length === 0 && log10 !== false) throw usageError('tensors have no logarithms', 'leave log10 out');
  return {
    target: targets,
    ...defined({ tensor }),
    log10: planLog10,
    ...defined({ split, symprec, cache, reading, backend, encoderFile, from }),
    handedness,
    seed: planSeed,
    ensemble,
    model,
    training,
  };
}

/** A plan whose variant is chosen, with the defaults of that variant. @param said of the network, the variant left out */
export function planWithVariant(plan: TrainingPlan, said: UndecidedModel, variant: Variant): TrainingPlan {
  return completePlan({ ...plan, target: plan.target, model: { ...said, variant } });
}

/** Kinds and frames of the tensors that a configuration names; undefined where there are none. */
export const tensorFields = ({ tensor }: Pick<ConfigFile, 'tensor'>): TensorFields | undefined =>
  tensor === undefined ? undefined : mapFields(tensor, (text) => tensorField(text)!);

/** What of a configuration says what its network is. */
interface NetworkFields {
  readonly target: readonly string[];
  readonly tensor?: ConfigFile['tensor'];
  readonly model: NonNullable<ConfigFile['model']>;
}

/** The complete configuration of the network that a plan is for. @throws ModelError `bad-config` */
export const networkOptions = (network: NetworkFields): ModelConfig => modelConfig(modelOptions(network));

/** Options of the network that a configuration asks for. */
export function modelOptions({ target, tensor, model }: NetworkFields): ModelOptions {
  const fields = tensorFields({ tensor });
  const { variant, ...others } = model;
  return {
    ...defined({ ...others, variant: variant === 'auto' ? undefined : variant }),
    targets: target,
    ...(fields === undefined ? {} : { tensors: mapFields(fields, ({ kind }) => kind) }),
  };
}

const mapFields = <From, To>(fields: Readonly<Record<string, From>>, change: (field: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, change(field)]));

/** Options of one network. @param member from 0 */
export function memberOptions({ training, log10, seed }: TrainingPlan, member: number): TrainingOptions {
  return { ...training, log10, seed: (seed + member) % 2 ** 32 };
}

const listed = (names: boolean | readonly string[] | undefined): boolean | string[] | undefined =>
  typeof names === 'object' ? [...names] : names;

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that are undefined. */
export const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
