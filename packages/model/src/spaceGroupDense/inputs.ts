import type * as tf from '@tensorflow/tfjs';
import { ModelError } from '../config/errors.js';

/**
 * The shape of the points, (B, P, 3), among the shapes of the inputs.
 *
 * @throws ModelError `bad-argument`
 */
export function pointShape(shapes: tf.Shape | tf.Shape[]): tf.Shape {
  const shape = (Array.isArray(shapes[0]) ? shapes[0] : shapes) as tf.Shape;
  if (shape.length !== 3 || shape[2] !== 3) {
    throw new ModelError(
      'bad-argument',
      `SpaceGroupDense: points must have the shape (batch, points, 3), fractional coordinates, got (${shape.map((n) => n ?? '?').join(', ')}); give a single point as (1, 1, 3)`,
    );
  }
  return shape;
}

/**
 * The numbers in a tensor of groups, (B) or (B, 1); as the device is read anyway, points are checked too.
 *
 * @throws ModelError `bad-argument`
 */
export function readGroups(points: tf.Tensor, groups: tf.Tensor | undefined): ArrayLike<number> {
  if (groups === undefined) {
    throw new ModelError(
      'bad-argument',
      'SpaceGroupDense: groups are missing; call it with [points, groups], or with { groups: numbers } as second argument',
    );
  }
  if (!(groups.rank === 1 || (groups.rank === 2 && groups.shape[1] === 1))) {
    throw new ModelError(
      'bad-argument',
      `SpaceGroupDense: groups must have the shape (batch) or (batch, 1), got (${groups.shape.join(', ')})`,
    );
  }
  const values = points.dataSync();
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const perSample = 3 * points.shape[1]!;
    throw new ModelError(
      'bad-argument',
      `SpaceGroupDense: points must be finite, got ${values[bad]} in coordinate ${bad % 3} of point ${Math.floor((bad % perSample) / 3)} of sample ${Math.floor(bad / perSample)}; remove or repair that structure`,
    );
  }
  return groups.dataSync();
}
