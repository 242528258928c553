import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { ConfigFile } from '../config/configSchema.js';
import { learnedTargets } from '../config/learnedTargets.js';
import { networkLabel } from '../config/networkLabel.js';
import { evaluateTarget, type TargetEvaluation } from '../evaluation/evaluateTarget.js';
import { predictionsFile, readEvaluation } from '../evaluation/evaluationFile.js';
import { readPredictionTable } from '../evaluation/predictionTable.js';
import { runChoice } from '../runs/runChoice.js';
import { runConfig } from '../runs/runConfig.js';
import { RUN_FILES, type RunFolder } from '../runs/runFolder.js';
import { VERSION } from '../shell/versions.js';
import { epochsOf } from './curves.js';
import { leftOutRows, type ReportData } from './reportData.js';

/**
 * Everything a report shows, from the folder of a run: what `cft evaluate` wrote, else the validation predictions of the training.
 *
 * @throws CliError for files that are damaged
 */
export async function readReport(run: RunFolder): Promise<ReportData> {
  const optional = async (name: string): Promise<string | undefined> =>
    readFile(run.file(name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  const config = (await optional(RUN_FILES.config)) === undefined ? {} : await runConfig(run);
  const split = ((await optional(RUN_FILES.split)) === undefined ? {} : await run.readJson(RUN_FILES.split)) as {
    by?: string;
    seed?: number;
  };
  const evaluation = await readEvaluation(run);
  const part = evaluation?.part ?? 'val';
  const file = predictionsFile(part);
  const predictions = await optional(file);
  const excluded = await optional(RUN_FILES.excluded);
  const compared = predictions === undefined ? undefined : readPredictionTable(predictions, run.file(file));
  return {
    name: basename(resolve(run.path)),
    record: run.record,
    config,
    choice: runChoice(run),
    split: { by: split.by ?? 'given', seed: split.seed ?? run.record.seed },
    epochs: epochsOf(await run.history()),
    leftOut: excluded === undefined ? [] : leftOutRows(excluded, run.file(RUN_FILES.excluded)),
    ...(compared === undefined || compared.records.length === 0
      ? {}
      : {
          compared: {
            part,
            dataPath: evaluation?.data.path ?? run.record.data.path,
            records: compared.records,
            targets: evaluation?.targets ?? (await targetsOf(config, compared)),
            hasBaselines: evaluation !== undefined && evaluation.targets.some(({ models }) => models.length > 1),
          },
        }),
    created: new Date().toISOString(),
    version: VERSION,
  };
}

/** Scores of the predictions alone, where no evaluation was made. */
async function targetsOf(
  config: ConfigFile,
  { records, targets }: ReturnType<typeof readPredictionTable>,
): Promise<TargetEvaluation[]> {
  return learnedTargets(config, targets).flatMap(
    (target) => evaluateTarget(records, target, `network, ${networkLabel(config)}`) ?? [],
  );
}
