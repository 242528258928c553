import { CylinderGeometry, InstancedMesh, Matrix4, MeshStandardMaterial, Quaternion, Vector3 } from 'three';
import { toThree } from './paint.browser.js';
import type { Color } from './contrast.js';
import type { Vector3 as Point } from './viewerStructure.js';

export interface Stick {
  readonly from: Point;
  readonly to: Point;
  readonly color: Color;
}

const UP = new Vector3(0, 1, 0);

/** Cylinders without ends, all of one radius. @param radius Å */
export function makeSticks(sticks: readonly Stick[], radius: number, segments = 10): InstancedMesh {
  const geometry = new CylinderGeometry(1, 1, 1, segments, 1, true);
  const mesh = new InstancedMesh(geometry, new MeshStandardMaterial({ roughness: 0.6 }), sticks.length);
  sticks.forEach(({ from, to, color }, i) => {
    const [start, end] = [new Vector3(...from), new Vector3(...to)];
    const along = end.clone().sub(start);
    const length = along.length();
    const turn = new Quaternion().setFromUnitVectors(UP, along.divideScalar(length));
    mesh.setMatrixAt(i, new Matrix4().compose(start.lerp(end, 0.5), turn, new Vector3(radius, length, radius)));
    mesh.setColorAt(i, toThree(color));
  });
  return mesh;
}
