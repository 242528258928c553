import { type Material, type Object3D, Texture } from 'three';

/** Frees geometries, materials and textures of an object and everything below it. The objects stay where they are. */
export function disposeTree(root: Object3D): void {
  root.traverse((object) => {
    const { geometry, material } = object as { geometry?: { dispose(): void }; material?: Material | Material[] };
    geometry?.dispose();
    for (const own of Array.isArray(material) ? material : material === undefined ? [] : [material]) {
      for (const value of Object.values(own)) if (value instanceof Texture) value.dispose();
      own.dispose();
    }
    // Instanced meshes hold buffers of their own.
    if ('dispose' in object && typeof object.dispose === 'function') (object.dispose as () => void)();
  });
}

/** Takes everything out of an object and frees it. */
export function emptyTree(root: Object3D): void {
  for (const child of root.children.slice()) {
    root.remove(child);
    disposeTree(child);
  }
}
