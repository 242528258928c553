import { ModelError, show } from '../config/errors.js';
import { calibrationOf } from '../calibration/calibration.js';
import { calibrationEvidence, EVIDENCE_PREFIX, withCalibration } from './calibrationField.js';
import { damaged, FORMAT, metadataOf } from './fileFields.js';
import { checkedCard, type ModelCard } from './modelCard.js';
import { centreReference } from '../novelty/centres.js';
import { noveltyOf } from '../novelty/reference.js';
import { isObject } from '../config/plainJson.js';
import type { TensorFile } from './safetensors.js';
import { ensembleRecipe } from '../features/modelRecipe.js';
import { embeddingsOf, type ModelContent, readModel, TRAINING } from './modelFile.js';
import { VERSION } from '../config/version.js';

/** How a file is packed. */
export interface PackOptions {
  /**
   * Embeddings that novelty compares with: where there are more training crystals, they are grouped into so many clusters, whose centres are
   * kept, and what is usual is measured anew. Where there are no more, novelty is what it was. Defaults to 512.
   */
  readonly embeddings?: number;
}

/** What {@link unpackModel} finds. */
export interface UnpackedModel {
  /** For `Predictor.load`: one network, or those of an ensemble. */
  readonly members: readonly TensorFile[];
  /** Not there in a saved model by itself. */
  readonly card?: ModelCard;
}

type Tensors = TensorFile['tensors'];

/**
 * One file with everything that a program needs to predict: the networks, bit by bit, the card, and embeddings that stand for the training
 * set. Tensors of member m, from 1, have names that begin with `member-m/`; the metadata of the members are a list in that order. Only the first one's
 * embeddings are looked at by a prediction, and only they are in the file. A calibration is kept; where novelty is measured anew, it is made anew, too.
 *
 * @param members saved models, as `Trainer.bestModel` gives them
 * @throws ModelError `bad-checkpoint` for a member that is no saved model, or of another recipe than the first; `bad-argument` for none, and for a
 *   card of another symprec
 */
export function packModel(
  members: readonly TensorFile[],
  card: Omit<ModelCard, 'references'>,
  { embeddings = 512 }: PackOptions = {},
): TensorFile {
  const [first] = members;
  if (first === undefined)
    throw new ModelError('bad-argument', 'packModel: there must be at least one model, got none');
  if (!Number.isSafeInteger(embeddings) || embeddings < 1)
    throw new ModelError('bad-argument', `packModel: embeddings must be a positive integer, got ${show(embeddings)}`);
  checkRecipes(members.map(readModel), card.symprec);
  const training = trainingTensors(first, embeddings);
  const tensors: Tensors = {};
  members.forEach((member, m) => {
    for (const [name, tensor] of Object.entries(member.tensors))
      if (!name.startsWith(TRAINING_PREFIX) && !name.startsWith(EVIDENCE_PREFIX))
        tensors[`${prefix(m)}${name}`] = tensor;
  });
  for (const [name, tensor] of Object.entries(training.tensors)) tensors[`${prefix(0)}${name}`] = tensor;
  return {
    metadata: {
      kind: 'exported',
      format: FORMAT,
      version: VERSION,
      card: checkedCard({ ...card, references: training.references }),
      members: [training.metadata, ...members.slice(1).map(({ metadata }) => metadata)],
    },
    tensors,
  };
}

/**
 * The networks of a file that {@link packModel} made. A saved model by itself is its own only member.
 *
 * @throws ModelError `bad-checkpoint`
 */
export function unpackModel(file: TensorFile): UnpackedModel {
  if (file.metadata['kind'] !== 'exported') return { members: [file] };
  const { card, members } = metadataOf(file, 'exported');
  if (!Array.isArray(members) || members.length === 0 || !members.every(isObject))
    throw damaged('the list of its members is missing');
  const found = members.map((metadata, m): TensorFile => {
    const own = Object.entries(file.tensors).filter(([name]) => name.startsWith(prefix(m)));
    return {
      metadata,
      tensors: Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix(m).length), tensor])),
    };
  });
  return { members: found, card: checkedCard(card) };
}

/** A file with its first network changed; a saved model by itself is its own first one. @throws ModelError `bad-checkpoint` */
export function withFirstMember(file: TensorFile, change: (member: TensorFile) => TensorFile): TensorFile {
  const { members, card } = unpackModel(file);
  const [first, ...others] = members;
  const changed = change(first!);
  if (card === undefined) return changed;
  const own = Object.entries(file.tensors).filter(([name]) => !name.startsWith(prefix(0)));
  return {
    metadata: { ...file.metadata, members: [changed.metadata, ...others.map(({ metadata }) => metadata)] },
    tensors: {
      ...Object.fromEntries(own),
      ...Object.fromEntries(Object.entries(changed.tensors).map(([name, tensor]) => [`${prefix(0)}${name}`, tensor])),
    },
  };
}

/** Of the members and the card. Members of earlier versions have no recipe. */
function checkRecipes(members: readonly ModelContent[], symprec: number): void {
  const recipe = ensembleRecipe(members, symprec);
  if (recipe.symprec !== symprec)
    throw new ModelError(
      'bad-argument',
      `packModel: the symprec of the card must be that of the training, ${recipe.symprec} Å, got ${show(symprec)} Å`,
    );
}

const TRAINING_PREFIX = 'training/';
const prefix = (member: number): string => `member-${member + 1}/`;

interface TrainingTensors {
  readonly tensors: Tensors;
  readonly references: ModelCard['references'];
  /** Of the member, with a calibration for what novelty is by these tensors. */
  readonly metadata: TensorFile['metadata'];
}

/** Tensors about the training set, with at most some embeddings. */
function trainingTensors(member: TensorFile, most: number): TrainingTensors {
  const { config, calibration } = readModel(member);
  const { width } = config;
  const embeddings = embeddingsOf(member, width);
  const count = embeddings.length / width;
  const own = Object.entries(member.tensors).filter(([name]) => name.startsWith(TRAINING_PREFIX));
  if (member.tensors[TRAINING.usual] !== undefined)
    throw new ModelError(
      'bad-argument',
      'packModel: a member must have all embeddings of its training set, these are centres; give the model as it was saved',
    );
  const { metadata } = member;
  if (count <= most) return { tensors: Object.fromEntries(own), references: { kept: count, of: count }, metadata };
  const reference = centreReference(embeddings, width, most);
  const { rows, scale } = reference;
  const evidence = calibration && calibrationEvidence(member, config);
  const kept = rows.length / width;
  return {
    tensors: {
      [TRAINING.embeddings]: { shape: [kept, width], values: rows },
      [TRAINING.mean]: { shape: [width], values: scale.mean },
      [TRAINING.inverse]: { shape: [width], values: scale.inverse },
      [TRAINING.usual]: { shape: [], values: Float32Array.of(scale.usual) },
    },
    references: { kept, of: count },
    metadata:
      evidence === undefined
        ? withoutCalibration(metadata)
        : withCalibration(
            member,
            calibrationOf({ ...evidence, novelty: noveltyOf(evidence.embeddings, reference) }, calibration!),
            undefined,
          ).metadata,
  };
}

const withoutCalibration = (metadata: TensorFile['metadata']): TensorFile['metadata'] =>
  Object.fromEntries(Object.entries(metadata).filter(([name]) => name !== 'calibration'));
