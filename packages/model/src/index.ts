/**
 * One network for all 230 space groups: layers, training, prediction.
 *
 * @module
 */
export { type ModelConfig, type ModelOptions, modelConfig, type Task, type Variant } from './config.js';
export { CrystalEncoder, type CrystalEncoderConfig } from './crystalEncoder.js';
export type { CrystalLayerConfig } from './crystalLayer.js';
export { buildModel, CrystalModel, type FeatureSizes, type NamedWeight } from './crystalModel.js';
export { ElementEmbedding, type ElementEmbeddingConfig } from './elementEmbedding.js';
export { ModelError, type ModelErrorCode } from './errors.js';
export { contextWidth, disposeInputs, FeatureBank, fourierWidth, type ModelInputs, pairWidth } from './featureBank.js';
export { type ClassificationMetrics, classificationMetrics, regressionMetrics, type TargetMetrics } from './metrics.js';
export type { CardScore, ModelCard } from './modelCard.js';
export { type Columns, type Normalization, normalizationOf, type TargetScale } from './normalization.js';
export { OrbitAttention, type OrbitAttentionConfig } from './orbitAttention.js';
export { OrbitPooling } from './orbitPooling.js';
export { packModel, type PackOptions, unpackModel, type UnpackedModel } from './packedModel.js';
export { type Prediction, Predictor, type PredictOptions } from './predictor.js';
export { primitiveSites } from './primitiveSites.js';
export { PropertyHead, type PropertyHeadConfig } from './propertyHead.js';
export { decodeTensors, encodeTensors, type TensorFile } from './safetensors.js';
export { type EpochOptions, type EpochReport, type Progress, Trainer, type TrainerInput } from './trainer.js';
export { type TrainingOptions, trainingOptions } from './trainingOptions.js';
export { TransformerBlock, type TransformerBlockConfig } from './transformerBlock.js';
export { type Exclusion, usable, type UsableRecords } from './usable.js';
export { type AxesFamily, realProjector } from './projector.js';
export type { Initializer, InitializerLike, InitializerName } from './projectorInitializer.js';
export { SpaceGroupDense, type SpaceGroupDenseCall, type SpaceGroupDenseConfig } from './spaceGroupDense.js';
