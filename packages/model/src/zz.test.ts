import * as tf from '@tensorflow/tfjs';
import { it } from 'vitest';
import { useBackend } from './testing/backends.js';
import { gradientCheck } from './testing/gradientCheck.js';
import { layerFunction } from './testing/layerFunction.js';
import { normalTensor } from './testing/numbers.js';
import { TransformerBlock } from './transformerBlock.js';
import { PropertyHead } from './propertyHead.js';
import { ElementEmbedding } from './elementEmbedding.js';
import { plainElementEmbedding } from './testing/referenceLayers.js';
it('x', async () => {
  await useBackend('tensorflow');
  for (const step of [2**-3, 2**-4, 2 ** -5, 2 ** -6, 2**-7, 2 ** -8]) {
  const given = [normalTensor([2, 3, 8], 1), tf.tensor4d(Array.from({ length: 18 }, (_, p) => ((p % 3) + 1) / 6), [2, 3, 3, 1])];
  const f = layerFunction(new TransformerBlock({ heads: 2, expansion: 2, seed: 5 }), given, 1);
  console.log(step, ['x', ...f.names].map((n, i) => `${n} ${gradientCheck(f.call, [given[0]!, ...f.weights()], { step })[i]!.toExponential(1)}`).join('; '));
  const g = [normalTensor([5, 8], 9)];
  const h = layerFunction(new PropertyHead({ targets: 3, seed: 8 }), g, 1);
  console.log(step, ['x', ...h.names].map((n, i) => `${n} ${gradientCheck(h.call, [g[0]!, ...h.weights()], { step })[i]!.toExponential(1)}`).join('; '));
  }
  await useBackend('cpu');
  const z = tf.tensor2d([11, 17, 0, 22, 8, 8], [2, 3], 'int32');
  const e = layerFunction(new ElementEmbedding({ width: 4, descriptors: false, seed: 7 }), [z], 0);
  const w = e.weights();
  e.call(...w).print(); plainElementEmbedding(z, w).print();
  tf.oneHot(tf.cast(tf.reshape(z, [-1]), 'int32'), 119, 1, 0, 'float32').sum(1).print();
});
