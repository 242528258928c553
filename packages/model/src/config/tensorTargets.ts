import { TENSOR_KINDS, type TensorKind } from '@crystal-fourier/data';
import { ModelError, show } from './errors.js';

/** Names of tensors that a network predicts, and their kinds. */
export type TensorTargets = Readonly<Record<string, TensorKind>>;

/** A tensor that a network predicts. */
export interface NamedTensor {
  readonly name: string;
  readonly kind: TensorKind;
}

/** The tensors of a configuration by name: the order of its fields may differ after it was written and read. */
export function namedTensors({
  tensors = {},
}: {
  readonly tensors?: TensorTargets | undefined;
}): readonly NamedTensor[] {
  return Object.entries(tensors)
    .map(([name, kind]) => ({ name, kind }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** What of a configuration tensors depend on. */
interface TensorConfig {
  readonly tensors?: TensorTargets;
  readonly targets: readonly string[];
  readonly task: string;
  readonly moments: boolean;
  readonly variant: string;
}

/**
 * Checks the tensors of a configuration whose other fields are checked.
 *
 * @throws ModelError `bad-config`
 */
export function checkTensors({ tensors, targets, task, moments, variant }: TensorConfig): void {
  if (tensors === undefined) return;
  const demand = (holds: boolean, what: string, value: unknown): void => {
    if (!holds) throw new ModelError('bad-config', `model: ${what}, got ${show(value)}`);
  };
  demand(
    typeof tensors === 'object' && tensors !== null && Object.keys(tensors).length > 0,
    'tensors must name at least one tensor and its kind',
    tensors,
  );
  for (const [name, kind] of Object.entries(tensors)) {
    demand(name !== '' && name !== '__proto__', 'a tensor must have a name', name);
    demand(TENSOR_KINDS.includes(kind), `the tensor ${name} must be one of ${TENSOR_KINDS.join(', ')}`, kind);
    demand(!targets.includes(name), 'a target must be a number or a tensor, not both', name);
  }
  demand(task === 'regression', 'tensors go with the task regression', task);
  demand(
    moments && variant !== 'composition',
    'tensors are made of angular moments, which the variants geometry and full have',
    `the variant ${variant}${moments ? '' : ' without moments'}`,
  );
}
