import { type ReactElement, useState } from 'react';
import type { SceneView } from '../../three/sceneView.browser.js';
import { Notice } from '../../ui/Notice.js';
import { saveFile } from '../../ui/saveFile.browser.js';
import { latticeVector } from './cellGeometry.js';

interface Props {
  readonly view: SceneView | null;
  readonly lattice: readonly number[];
  /** Of the picture's file, without its ending. */
  readonly name: string;
}

const AXES = ['a', 'b', 'c'] as const;
const CLOSER = 1.25;

/** Turns and enlarges the picture, and saves it. */
export function ViewButtons({ view, lattice, name }: Props): ReactElement | null {
  const [failure, setFailure] = useState<string | null>(null);
  if (view === null) return null;
  const save = (): void => {
    setFailure(null);
    view.snapshot().then(
      (blob) => saveFile(`${name}.png`, blob),
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <>
      <div className="viewer-buttons" role="group" aria-label="View">
        <span className="muted small" aria-hidden="true">
          Along
        </span>
        {AXES.map((axis, i) => (
          <button
            key={axis}
            type="button"
            className="button button-quiet viewer-square"
            aria-label={`View along ${axis}`}
            onClick={() => view.rig.lookAlong(latticeVector(i as 0 | 1 | 2, lattice))}
          >
            <i>{axis}</i>
          </button>
        ))}
        <span className="viewer-gap" />
        <button
          type="button"
          className="button button-quiet viewer-square"
          aria-label="Zoom in"
          onClick={() => view.rig.zoom(CLOSER)}
        >
          +
        </button>
        <button
          type="button"
          className="button button-quiet viewer-square"
          aria-label="Zoom out"
          onClick={() => view.rig.zoom(1 / CLOSER)}
        >
          −
        </button>
        <button type="button" className="button button-quiet" onClick={() => view.rig.resetView()}>
          Reset
        </button>
        <button type="button" className="button button-quiet" onClick={save}>
          Save PNG
        </button>
      </div>
      {failure !== null && (
        <Notice kind="error" title="The picture was not saved.">
          {failure}
        </Notice>
      )}
    </>
  );
}
