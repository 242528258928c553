import { type ReactElement, useEffect, useRef, useState } from 'react';
import { SceneCanvas } from '../../three/SceneCanvas.js';
import { saveFile } from '../../ui/saveFile.browser.js';
import type { SceneView } from '../../three/sceneView.browser.js';
import { KEYS } from '../../three/sceneKeys.browser.js';
import { type Rows, toCartesian } from '../../cell/rows.js';
import { type SceneContent, SurfaceScene } from './surfaceScene.browser.js';

interface Props {
  readonly content: SceneContent;
  /** The content in words. */
  readonly label: string;
  /** Name of a saved picture, without its extension. */
  readonly fileName: string;
}

/** The unit cell in 3-D with its buttons. */
export function SurfacePicture({ content, label, fileName }: Props): ReactElement {
  const [view, setView] = useState<SceneView | null>(null);
  const scene = useRef<SurfaceScene>(null);
  useEffect(() => {
    if (view !== null) scene.current?.show(content);
  }, [view, content]);
  const onReady = (view: SceneView): (() => void) => {
    scene.current = new SurfaceScene(view);
    setView(view);
    return () => {
      scene.current?.dispose();
      scene.current = null;
      setView(null);
    };
  };
  return (
    <div className="space-scene">
      <SceneCanvas label={label} onReady={onReady} options={{ onTheme: () => scene.current?.retheme() }} />
      {view !== null && (
        <div className="row space-views">
          {(['a', 'b', 'c'] as const).map((axis, i) => (
            <button
              key={axis}
              type="button"
              className="button button-quiet"
              onClick={() => view.rig.lookAlong(along(content.cell, i))}
            >
              along <i>{axis}</i>
            </button>
          ))}
          <button type="button" className="button button-quiet" onClick={() => view.rig.resetView()}>
            Reset
          </button>
          <button type="button" className="button button-quiet" onClick={() => void save(view, fileName)}>
            Save PNG
          </button>
          <span className="small muted">Drag or use the keys. {KEYS}</span>
        </div>
      )}
    </div>
  );
}

const along = (cell: Rows, axis: number): readonly [number, number, number] =>
  toCartesian(
    cell,
    [0, 1, 2].map((i) => Number(i === axis)),
  );

const save = async (view: SceneView, name: string): Promise<void> => saveFile(`${name}.png`, await view.snapshot());
