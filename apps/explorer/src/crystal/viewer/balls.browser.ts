import {
  BufferAttribute,
  type BufferGeometry,
  InstancedMesh,
  Matrix4,
  MeshStandardMaterial,
  type Object3D,
  Quaternion,
  SphereGeometry,
  Vector3,
} from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import type { DrawnAtom } from './cellPicture.js';
import { toThree } from './paint.browser.js';
import type { SiteLook } from './siteLooks.js';

/** Turns the cut between the last and the first sector to the first direction of view, so that both are visible. */
const TOWARDS_VIEWER = Math.PI + Math.atan2(1.15, 2.4);
const UPRIGHT = new Quaternion();

/**
 * Balls for atoms, in as few meshes as there are kinds of sectors: one for all atoms of ordered sites.
 *
 * @param looks of all sites
 * @param radiusOf a site, Å
 */
export function makeBalls(
  atoms: readonly DrawnAtom[],
  looks: readonly SiteLook[],
  radiusOf: (site: number) => number,
  segments: number,
): Object3D[] {
  const groups = new Map<string, DrawnAtom[]>();
  for (const atom of atoms) {
    const { sectors } = looks[atom.site]!;
    const key = sectors.length === 1 ? '' : JSON.stringify(sectors);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [atom]);
    else group.push(atom);
  }
  return [...groups].map(([key, members]) => {
    const { sectors } = looks[members[0]!.site]!;
    const isPlain = key === '';
    const geometry = isPlain ? new SphereGeometry(1, segments, segments / 2) : sectorBall(sectors, segments);
    const material = new MeshStandardMaterial({ roughness: 0.5, vertexColors: !isPlain });
    const mesh = new InstancedMesh(geometry, material, members.length);
    members.forEach(({ site, position }, i) => {
      const radius = radiusOf(site);
      mesh.setMatrixAt(
        i,
        new Matrix4().compose(new Vector3(...position), UPRIGHT, new Vector3(radius, radius, radius)),
      );
      if (isPlain) mesh.setColorAt(i, toThree(looks[site]!.color));
    });
    return mesh;
  });
}

/** A ball cut into sectors around the vertical. */
function sectorBall(sectors: SiteLook['sectors'], segments: number): BufferGeometry {
  const turn = 2 * Math.PI;
  let start = 0;
  const pieces = sectors.map(({ color, share }) => {
    const width = Math.max(3, Math.round(segments * share));
    const piece = new SphereGeometry(1, width, segments / 2, start * turn, share * turn);
    start += share;
    const { r, g, b } = toThree(color);
    const { count } = piece.getAttribute('position');
    const colors = new Float32Array(3 * count);
    for (let i = 0; i < count; i++) colors.set([r, g, b], 3 * i);
    piece.setAttribute('color', new BufferAttribute(colors, 3));
    return piece;
  });
  const ball = mergeGeometries(pieces);
  for (const piece of pieces) piece.dispose();
  return ball.rotateX(Math.PI / 2).rotateZ(TOWARDS_VIEWER);
}
