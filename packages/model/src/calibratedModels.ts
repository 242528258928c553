import type { BatchRecord } from '@crystal-fourier/data';
import { type Calibration, calibrationOf } from './calibration/calibration.js';
import { ModelError } from './config/errors.js';
import { withCalibration } from './files/calibrationField.js';
import { unpackModel, withFirstMember } from './files/packedModel.js';
import type { TensorFile } from './files/safetensors.js';
import { type LoadOptions, Predictor, type PredictOptions } from './predictor.js';

/** How networks are calibrated. */
export interface CalibrateOptions extends LoadOptions, Pick<PredictOptions, 'batchSize'> {
  /** Which records these are, for people. Defaults to `data`. */
  readonly part?: string | undefined;
}

/** Networks whose predictions have intervals. */
export interface CalibratedModels {
  /** In the order of the files that were given: the first one has the calibration, the others are the same. */
  readonly files: readonly TensorFile[];
  readonly calibration: Calibration;
}

/**
 * Measures on records that nothing was learned from how large the errors of networks are, and writes it into the file of the first one: predictions then have intervals, and the
 * spread of an ensemble has the size of its errors. Another calibration that was there is replaced.
 *
 * @param files as for `Predictor.load`: saved models, or one file of `packModel`
 * @param records with their targets, prepared for these networks; none of them may have been trained on. Some hundreds are good, 9 are needed for intervals of 90 %
 * @throws ModelError `bad-argument` for a classification, and where no record has a target; what `Predictor.load` and `predict` throw
 */
export async function calibratedModels(
  files: readonly TensorFile[],
  records: readonly BatchRecord[],
  { part = 'data', symprec, batchSize }: CalibrateOptions = {},
): Promise<CalibratedModels> {
  const predictor = Predictor.load(files, { symprec });
  try {
    const { config, configs } = predictor;
    if (config.task === 'classification')
      throw new ModelError(
        'bad-argument',
        'calibratedModels: networks must predict numbers or tensors, these predict classes: their probabilities have no intervals',
      );
    const evidence = await predictor.calibrationEvidence(records, { symprec, batchSize });
    const calibration = calibrationOf(evidence, { members: configs.length, part });
    if (calibration.quantities.every(({ quantiles }) => quantiles.count === 0))
      throw new ModelError(
        'bad-argument',
        `calibratedModels: at least one of ${records.length} records must have a value of ${calibration.quantities.map(({ name }) => name).join(', ')}, got none`,
      );
    const [first, ...others] = files;
    // Novelty of an exported file is measured by what is in it: nothing will have to be made again.
    const isExported = unpackModel(first!).card !== undefined;
    const changed = withFirstMember(first!, (member) =>
      withCalibration(member, calibration, isExported ? undefined : evidence),
    );
    return { files: [changed, ...others], calibration };
  } finally {
    predictor.dispose();
  }
}
