import * as tf from '@tensorflow/tfjs';
import { ModelError, show } from '../config/errors.js';

const named: Readonly<Record<InitializerName, (seed: number) => Initializer>> = {
  zeros: () => tf.initializers.zeros(),
  ones: () => tf.initializers.ones(),
  randomNormal: (seed: number) => tf.initializers.randomNormal({ seed }),
  randomUniform: (seed: number) => tf.initializers.randomUniform({ seed }),
  truncatedNormal: (seed: number) => tf.initializers.truncatedNormal({ seed }),
  glorotNormal: (seed: number) => tf.initializers.glorotNormal({ seed }),
  glorotUniform: (seed: number) => tf.initializers.glorotUniform({ seed }),
  heNormal: (seed: number) => tf.initializers.heNormal({ seed }),
  heUniform: (seed: number) => tf.initializers.heUniform({ seed }),
  leCunNormal: (seed: number) => tf.initializers.leCunNormal({ seed }),
  leCunUniform: (seed: number) => tf.initializers.leCunUniform({ seed }),
};

/** Initialisers that a seed and a shape determine. */
export type InitializerName =
  | 'zeros'
  | 'ones'
  | 'randomNormal'
  | 'randomUniform'
  | 'truncatedNormal'
  | 'glorotNormal'
  | 'glorotUniform'
  | 'heNormal'
  | 'heUniform'
  | 'leCunNormal'
  | 'leCunUniform';

/** An initialiser of TensorFlow.js, as `tf.initializers` makes them. */
export type Initializer = ReturnType<typeof tf.initializers.ones>;

/** A name, an initialiser, or the JSON form of one, as a saved layer has it. */
export type InitializerLike = InitializerName | Initializer | tf.serialization.ConfigDict;

/**
 * The initialiser that is meant.
 *
 * @param seed for initialisers by name
 * @throws ModelError `bad-config`
 */
export function initializerOf(what: InitializerLike, seed: number): Initializer {
  if (typeof what === 'string' && Object.hasOwn(named, what)) return named[what as InitializerName](seed);
  if (typeof what === 'object' && what !== null) {
    if (what instanceof tf.serialization.Serializable) return what as Initializer;
    const { className, config } = what as { className?: unknown; config?: tf.serialization.ConfigDict };
    const known = tf.serialization.SerializationMap.getMap().classNameMap[String(className)];
    if (known !== undefined) {
      const [type, fromConfig] = known;
      return fromConfig(type, config ?? {}) as Initializer;
    }
  }
  throw new ModelError(
    'bad-config',
    `SpaceGroupDense: kernelInitializer must be an initializer of tf.initializers or one of ${Object.keys(named).join(', ')}, got ${show(what)}`,
  );
}

/** Plain JSON that {@link initializerOf} understands. */
export function serializeInitializer(what: InitializerLike): InitializerName | tf.serialization.ConfigDict {
  if (typeof what === 'string' || !(what instanceof tf.serialization.Serializable)) return what as InitializerName;
  return { className: what.getClassName(), config: what.getConfig() };
}
