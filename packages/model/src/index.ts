/**
 * One network for all 230 space groups: layers, training, prediction.
 *
 * @module
 */
export {
  MODEL_OPTION_LIMITS,
  type ModelConfig,
  type ModelOptions,
  modelConfig,
  type Task,
  type Variant,
} from './config/config.js';
export { type NamedTensor, namedTensors, type TensorTargets } from './config/tensorTargets.js';
export { calibratedModels, type CalibratedModels, type CalibrateOptions } from './calibratedModels.js';
export type {
  CalibratedQuantity,
  Calibration,
  CalibrationEvidence,
  QuantityEvidence,
} from './calibration/calibration.js';
export { leastRecords, scoreAt, type ScoreQuantiles } from './calibration/conformal.js';
export type { Difficulty, DifficultyColumn } from './calibration/difficulty.js';
export { type NamedNetwork, networkName } from './config/networkName.js';
export { isWithinLimit, limitText, type OptionLimit } from './config/optionLimits.js';
export { CrystalEncoder, type CrystalEncoderConfig } from './layers/crystalEncoder.js';
export type { CrystalLayerConfig } from './layers/crystalLayer.js';
export type {
  Crossval,
  CrossvalData,
  CrossvalFold,
  CrossvalModelInfo,
  CrossvalTarget,
  FoldError,
  FoldPoints,
  GroupError,
  InDistribution,
  MeanError,
  SeedErrors,
} from './crossValidation/crossval.js';
export type { CrossvalOptions, CrossvalProgress, CrossvalRecord } from './crossValidation/crossvalOptions.js';
export { crossValidate } from './crossValidation/crossValidate.js';
export type { CheckpointSlot, CrossvalStore, Learner, LearnerInput } from './crossValidation/learner.js';
export { chooseVariant, plannedChoice, type PlannedChoice, type VariantChoiceInput } from './chooseVariant.js';
export type { VariantChoiceOptions, VariantChoiceProgress } from './crossValidation/choiceTrials.js';
export {
  isVariantChoice,
  type TrialFold,
  type TriedVariant,
  type VariantChoice,
  type VariantTrials,
} from './files/variantChoice.js';
export { networkLearner, type NetworkLearnerOptions } from './networkLearner.js';
export { chooseSource, RANDOM_WEIGHTS, type SourceChoice, type SourceChoiceInput } from './chooseSource.js';
export { ElementEmbedding, type ElementEmbeddingConfig } from './layers/elementEmbedding.js';
export { ModelError, type ModelErrorCode } from './config/errors.js';
export {
  type ClassificationMetrics,
  classificationMetrics,
  regressionMetrics,
  type TargetMetrics,
} from './training/metrics.js';
export { type ComparedTensor, tensorMetrics, type TensorMetrics } from './training/tensorMetrics.js';
export type { CardScore, ModelCard } from './files/modelCard.js';
export type { Columns, Normalization, TargetScale } from './features/normalization.js';
export { type PartScale, siteWeights, type TensorScale } from './features/tensorScales.js';
export { groupProjection } from './features/partProjection.js';
export { OrbitAttention, type OrbitAttentionConfig } from './layers/orbitAttention.js';
export { OrbitPooling } from './layers/orbitPooling.js';
export { packModel, type PackOptions, unpackModel, type UnpackedModel } from './files/packedModel.js';
export type { Interval, PredictedTensor, Prediction, StructurePrediction } from './prediction.js';
export { type LoadOptions, Predictor, type PredictOptions, type PredictStructuresOptions } from './predictor.js';
export type { PredictionPort } from './predictionMessages.js';
export { type PredictContentOptions, RemotePredictor } from './remotePredictor.js';
export { DistanceNetwork, type DistanceWeights } from './features/distanceNetwork.js';
export {
  type FeatureRequests,
  networkRecipe,
  type RequiredFeatures,
  requiredFeatures,
} from './features/modelRecipe.js';
export type { FeatureChoice } from './features/usedFeatures.js';
export type { AttentionPairWeights } from './ops/attentionWeights.js';
export { distanceNetwork, pretrainedDistance } from './files/orbitEncoder.js';
export { Pretrainer } from './pretraining/pretrainer.js';
export { type PretrainingOptions, pretrainingOptions, trainedGroups } from './pretraining/pretrainingOptions.js';
export { primitiveSites } from './features/primitiveSites.js';
export { PropertyHead, type PropertyHeadConfig } from './layers/propertyHead.js';
export { decodeTensors, type EncodeOptions, encodeTensors, type TensorFile } from './files/safetensors.js';
export type { TrainingProgress } from './files/checkpoint.js';
export type { EpochReport } from './training/epochReport.js';
export type { EpochOptions } from './training/steps.js';
export { Trainer, type TrainerInput } from './training/trainer.js';
export { tunedNetwork, type TrainingSource } from './training/trainingSource.js';
export type { TakenFromSource } from './files/takenFromSource.js';
export type { TrainingRecords } from './training/trainingData.js';
export { TRAINING_OPTION_LIMITS, type TrainingOptions, trainingOptions } from './config/trainingOptions.js';
export type { MomentSizes } from './ops/spectrumWeights.js';
export { type BlockCallOptions, TransformerBlock, type TransformerBlockConfig } from './layers/transformerBlock.js';
export { targetOutliers, type TargetOutlier } from './features/targetOutliers.js';
export { type Exclusion, type TrainableRecords, trainableRecords } from './features/trainableRecords.js';
export { realProjector } from './spaceGroupDense/projector.js';
export type { Initializer, InitializerLike, InitializerName } from './spaceGroupDense/initializer.js';
export {
  SpaceGroupDense,
  type SpaceGroupDenseCall,
  type SpaceGroupDenseConfig,
} from './spaceGroupDense/spaceGroupDense.js';
