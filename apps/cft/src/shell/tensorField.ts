import { TENSOR_FRAMES, TENSOR_KINDS, type TensorFields } from '@crystal-fourier/data';

/** What a field with tensors is, and perhaps in which frame they are written. */
type NamedField = TensorFields[string];

/** What a text of a field must be, in words that follow "must be". */
export const TENSOR_FIELD_WORDS = `KIND or KIND@FRAME; kinds: ${TENSOR_KINDS.join(', ')}; frames: ${TENSOR_FRAMES.join(', ')}`;

/** The field that a text such as `dielectric` or `elastic@ieee` names; undefined for another text. */
export function tensorField(text: string): NamedField | undefined {
  const [, kind, frame] = /^\s*([^=@\s]+)\s*(?:@\s*(\S+)\s*)?$/.exec(text) ?? [];
  const knownKind = TENSOR_KINDS.find((one) => one === kind);
  const knownFrame = TENSOR_FRAMES.find((one) => one === frame);
  if (knownKind === undefined || (frame !== undefined && knownFrame === undefined)) return undefined;
  return { kind: knownKind, ...(knownFrame === undefined ? {} : { frame: knownFrame }) };
}

/** The inverse of {@link tensorField}. */
export const tensorFieldText = ({ kind, frame = 'auto' }: NamedField): string =>
  frame === 'auto' ? kind : `${kind}@${frame}`;
