import { type ModelConfig, type ModelOptions, modelConfig } from './config/config.js';
import { type TrainingOptions, trainingOptions } from './config/trainingOptions.js';
import type { Learner, LearnerInput } from './crossValidation/learner.js';
import { type DistanceNetwork, withEncoder } from './features/distanceNetwork.js';
import { requiredFeatures } from './features/modelRecipe.js';
import { pretrainedDistance } from './files/orbitEncoder.js';
import { decodeTensors, encodeTensors } from './files/safetensors.js';
import { Predictor } from './predictor.js';
import { Trainer } from './training/trainer.js';
import { tunedNetwork, type TrainingSource } from './training/trainingSource.js';

/** What a network is told in a cross-validation; targets, logarithms and seed come from there. */
export interface NetworkLearnerOptions {
  readonly model?: Omit<ModelOptions, 'targets'> | undefined;
  readonly training?: Partial<Omit<TrainingOptions, 'seed' | 'log10'>> | undefined;
  /** Learned distance of a network with the encoder `pretrained`, and a name that tells it from others. Defaults to the one that ships. */
  readonly encoder?: { readonly name: string; readonly distance: DistanceNetwork } | undefined;
  /** A trained network that each training begins with; `model` must not contradict it. Its `sha256` tells it from others. */
  readonly source?: TrainingSource | undefined;
}

/**
 * A network of this library, as a cross-validation trains it. The epoch with the smallest error on the validation records is kept. With a
 * store, a training that is stopped goes on after its last whole epoch.
 *
 * @throws ModelError `bad-config`
 */
export function networkLearner(
  name: string,
  { model = {}, training = {}, encoder, source }: NetworkLearnerOptions = {},
): Learner {
  // Complete, so that results of earlier defaults are not mixed with those of today's. The target is none of the options.
  const asked = {
    ...(encoder === undefined ? model : withEncoder({ ...model, targets: [] }, encoder.distance)),
    targets: ['any'],
  };
  const { targets: _, ...config } = source === undefined ? modelConfig(asked) : tunedNetwork(asked, source).config;
  const {
    seed: _seed,
    log10: _log10,
    extensive,
    ...rest
  } = trainingOptions({ ...(source === undefined ? {} : { tuned: 'all' }), ...training, extensive: false });
  const grows = training.extensive ?? extensive;
  return {
    name,
    kind: 'network',
    features: requiredFeatures(config),
    options: {
      model: { ...config },
      training: { ...rest, extensive: typeof grows === 'boolean' ? grows : [...grows] },
      ...(encoder === undefined ? {} : { encoder: encoder.name }),
      ...(source === undefined ? {} : { source: source.sha256 ?? source.name ?? 'a trained network' }),
    },
    learn: (input) =>
      learn({ model: config, training: { ...rest, extensive: grows }, encoder: encoder?.distance, source }, input),
  };
}

interface Told {
  readonly model: Omit<ModelConfig, 'targets'>;
  readonly training: Partial<TrainingOptions>;
  readonly encoder: DistanceNetwork | undefined;
  readonly source: TrainingSource | undefined;
}

async function learn(
  { model, training, encoder, source }: Told,
  { targets, train, validation, unseen, seed, checkpoint, onProgress, signal }: LearnerInput,
): Promise<Record<string, number[]>> {
  const records = { train, validation };
  const kept = await checkpoint?.read();
  const trainer =
    kept === undefined
      ? Trainer.create({
          ...records,
          source,
          ...(model.encoder === 'pretrained' && source === undefined
            ? { encoder: encoder ?? (await pretrainedDistance()) }
            : {}),
          model: { ...model, targets: targets.map(({ name }) => name) },
          training: { ...training, seed, log10: targets.filter(({ log10 }) => log10).map(({ name }) => name) },
        })
      : Trainer.resume(decodeTensors(kept, 'the state of a training'), records);
  try {
    while (!trainer.finished) {
      const { epoch, totalEpochs } = trainer;
      const text = (): string => `epoch ${epoch + 1}/${totalEpochs}`;
      const { score } = await trainer.runEpoch({
        signal,
        onStep: (step, steps) => onProgress?.((epoch + step / steps) / totalEpochs, text()),
      });
      await checkpoint?.write(encodeTensors(await trainer.checkpoint()));
      onProgress?.((epoch + 1) / totalEpochs, `${text()}${score === undefined ? '' : ` score ${score.toFixed(4)}`}`);
    }
    const predictor = Predictor.load([await trainer.bestModel()]);
    try {
      const predictions = await predictor.predict(unseen);
      return Object.fromEntries(targets.map(({ name }) => [name, predictions.map(({ values }) => values[name]!)]));
    } finally {
      predictor.dispose();
    }
  } finally {
    trainer.dispose();
  }
}
