import { Raycaster, Vector2 } from 'three';
import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { SceneCanvas } from '../../three/SceneCanvas.js';
import type { Projection } from '../../three/cameraRig.browser.js';
import type { SceneView } from '../../three/sceneView.browser.js';
import { type Drawing, drawStructure, radiusOfSite, sizeOf } from './drawStructure.browser.js';
import { pickAtom } from './pickAtom.js';
import type { Vector3 } from './viewerStructure.js';

interface Props {
  readonly drawing: Drawing;
  readonly projection: Projection;
  /** The text alternative. */
  readonly label: string;
  /** The view exists, or is gone. */
  readonly onView: (view: SceneView | null) => void;
  /** The reader clicked on an atom of this site, or beside all atoms. */
  readonly onPick: (site: number | null) => void;
}

/** Pixels: a pointer that moved farther between down and up has turned the picture. */
const STILL = 5;

/** The picture of a structure; atoms are picked with a click. */
export function StructureCanvas({ drawing, projection, label, onView, onPick }: Props): ReactElement {
  const [view, setView] = useState<SceneView | null>(null);
  const latest = useRef({ drawing, onPick });
  latest.current = { drawing, onPick };
  const size = useMemo(() => sizeOf(drawing), [drawing]);
  const cell = drawing.structure.lattice;

  useEffect(() => {
    if (view === null) return;
    drawStructure(view.content, drawing);
    view.invalidate();
  }, [view, drawing]);
  useEffect(() => view?.rig.fit(size), [view, size, cell]);
  useEffect(() => view?.rig.setProjection(projection), [view, projection]);

  const onReady = useCallback(
    (made: SceneView) => {
      setView(made);
      onView(made);
      const stop = listenToClicks(made, (origin, direction) => {
        const { drawing, onPick } = latest.current;
        const { atoms } = drawing.picture;
        const hit = pickAtom(
          origin,
          direction,
          atoms.map(({ position }) => position),
          (i) => radiusOfSite(drawing, atoms[i]!.site),
        );
        onPick(hit === null ? null : atoms[hit]!.site);
      });
      return () => {
        stop();
        setView(null);
        onView(null);
      };
    },
    [onView],
  );
  return <SceneCanvas label={label} options={{ projection }} onReady={onReady} />;
}

/**
 * Calls back with the ray of a click, in coordinates of the content.
 *
 * @returns ends it
 */
function listenToClicks(view: SceneView, clicked: (origin: Vector3, direction: Vector3) => void): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  let down: readonly [number, number] | null = null;
  view.canvas.addEventListener(
    'pointerdown',
    ({ clientX, clientY, isPrimary }) => {
      down = isPrimary ? [clientX, clientY] : null;
    },
    { signal },
  );
  view.canvas.addEventListener(
    'pointerup',
    ({ clientX, clientY, isPrimary }) => {
      if (!isPrimary || down === null || Math.hypot(clientX - down[0], clientY - down[1]) > STILL) return;
      const { left, top, width, height } = view.canvas.getBoundingClientRect();
      const pointer = new Vector2((2 * (clientX - left)) / width - 1, 1 - (2 * (clientY - top)) / height);
      const caster = new Raycaster();
      caster.setFromCamera(pointer, view.rig.camera);
      const { origin, direction } = caster.ray;
      origin.sub(view.content.position);
      clicked([origin.x, origin.y, origin.z], [direction.x, direction.y, direction.z]);
    },
    { signal },
  );
  return () => listeners.abort();
}
