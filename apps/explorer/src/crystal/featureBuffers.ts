import type { OrbitFeatures } from '@crystal-fourier/data';

/** The memory of features, to be moved to another thread and not copied: where they come from they cannot be read any more. */
export const featureBuffers = (features: OrbitFeatures): ArrayBuffer[] => [
  ...new Set(
    Object.values(features)
      .filter((value) => ArrayBuffer.isView(value))
      .map(({ buffer }) => buffer as ArrayBuffer),
  ),
];
