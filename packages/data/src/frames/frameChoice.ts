import type { TensorKind } from '../tensors/tensorKinds.js';
import type { TensorFrame } from './tensorFrames.js';

/**
 * Of frames in which equally many tensors fit, the first is taken: one that a file says before conventions, and of conventions those that data sets
 * of the kind follow. Orthorhombic crystals, for example, fit in every frame along their axes.
 */
const PREFERENCE: Readonly<Record<'rank2' | 'other', readonly TensorFrame[]>> = {
  rank2: ['poscar', 'lattice', 'c-z', 'a*-x', 'primitive', 'conventional', 'class', 'ieee'],
  other: ['ieee', 'class', 'conventional', 'poscar', 'lattice', 'c-z', 'a*-x', 'primitive'],
};

/** The frame in which most tensors fit; `lattice` where there is none. */
export function chosenFrame(kind: TensorKind, fitted: Readonly<Partial<Record<TensorFrame, number>>>): TensorFrame {
  const preference = PREFERENCE[kind === 'elastic' || kind === 'piezoelectric' ? 'other' : 'rank2'];
  const known = preference.filter((frame) => fitted[frame] !== undefined);
  const best = Math.max(...known.map((frame) => fitted[frame]!));
  return known.find((frame) => fitted[frame] === best) ?? 'lattice';
}
