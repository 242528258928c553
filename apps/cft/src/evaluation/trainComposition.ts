import { Predictor, Trainer } from '@crystal-fourier/model';
import { completePlan, memberOptions } from '../config/plan.js';
import { runConfig } from '../runs/runConfig.js';
import { throwIfInterrupted } from '../shell/failure.js';
import type { TrainComposition } from './evaluateRun.js';

/**
 * The `composition` variant, which sees elements and their numbers only, trained with the run's own options: what the structure is worth.
 *
 * @throws CliError 130 once the signal is set; ModelError
 */
export const trainComposition: TrainComposition = async (input) => {
  const { run, config, train, validation, unseen, onProgress, signal } = input;
  const plan = completePlan(await runConfig(run));
  // It has no pairs, so no encoder of pairs.
  const { encoder, encoderTraining: _, encoderFunctions: _functions, encoderWidth: _width, ...rest } = config;
  const started = performance.now();
  const trainer = Trainer.create({
    model: { ...rest, variant: 'composition', encoder: encoder === 'product' ? encoder : 'mlp' },
    training: memberOptions(plan, 0),
    train,
    validation,
  });
  try {
    while (!trainer.finished) {
      const epoch = trainer.epoch;
      await trainer.runEpoch({
        onStep: (step, steps) => {
          throwIfInterrupted(signal);
          onProgress?.((epoch + step / steps) / trainer.totalEpochs);
        },
      });
    }
    const predictor = Predictor.load([await trainer.bestModel()]);
    try {
      const predictions = await predictor.predict(unseen);
      const seconds = (performance.now() - started) / 1000;
      return { predictions, seconds, note: `${trainer.epoch} epochs` };
    } finally {
      predictor.dispose();
    }
  } finally {
    trainer.dispose();
  }
};
