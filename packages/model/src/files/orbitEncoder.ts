import { DistanceNetwork } from '../features/distanceNetwork.js';
import { damaged, floats, metadataOf } from './fileFields.js';
import { decodeTensors, type TensorFile } from './safetensors.js';

declare const atob: (text: string) => string;

/**
 * The learned distance of a pretraining of the form `metric`.
 *
 * @param file as `Pretrainer.encoder` gives it
 * @throws ModelError `bad-checkpoint`
 */
export function distanceNetwork(file: TensorFile): DistanceNetwork {
  const options = metadataOf(file, 'orbit-encoder')['options'] as {
    readonly form?: unknown;
    readonly functions?: unknown;
  };
  const { form, functions } = options ?? {};
  if (form !== 'metric' || typeof functions !== 'number')
    throw damaged(`a learned distance must be of the form metric, got ${JSON.stringify(form)}`);
  const [mean, spread, w1, b1, w2, b2, w3, b3] = ['mean', 'spread', 'w1', 'b1', 'w2', 'b2', 'w3', 'b3'].map((name) =>
    floats(file, name),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
  return new DistanceNetwork({ functions, mean, spread, w1, b1, w2, b2, w3, b3 });
}

let shipped: Promise<DistanceNetwork> | undefined;

/**
 * The learned distance that comes with this package, loaded when it is first needed. It was trained on 200 of the 230 groups; its errors are in
 * `docs/generalisation/pretraining.md`.
 */
export function pretrainedDistance(): Promise<DistanceNetwork> {
  shipped ??= import('./orbitEncoder.generated.js').then(({ ORBIT_ENCODER }) => {
    const bytes = Uint8Array.from(atob(ORBIT_ENCODER), (character) => character.charCodeAt(0));
    return distanceNetwork(decodeTensors(bytes, 'pretrained orbit encoder'));
  });
  return shipped;
}
