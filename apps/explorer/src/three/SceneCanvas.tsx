import './three.css';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { Notice } from '../ui/Notice.js';
import { KEYS } from './sceneKeys.browser.js';
import { SceneView, type SceneViewOptions } from './sceneView.browser.js';

interface Props {
  /** The content of the picture in words: its text alternative. */
  readonly label: string;
  readonly options?: Omit<SceneViewOptions, 'onContextLost'>;
  /** Called once when there is a view; what it returns is called before the view is disposed of. Must not depend on later props. */
  readonly onReady: (view: SceneView) => (() => void) | undefined;
}

/** A 3-D picture; where the browser has no WebGL, a message instead. */
export function SceneCanvas({ label, options, onReady }: Props): ReactElement {
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const first = useRef({ options, onReady });
  const [failure, setFailure] = useState<string | null>(null);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    const { options, onReady } = first.current;
    let view: SceneView;
    try {
      view = new SceneView(container.current!, { ...options, onContextLost: setLost });
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
      return undefined;
    }
    canvas.current = view.canvas;
    view.canvas.setAttribute('role', 'img');
    view.canvas.setAttribute('aria-description', KEYS);
    const cleanup = onReady(view);
    return () => {
      cleanup?.();
      canvas.current = null;
      view.dispose();
    };
  }, []);
  useEffect(() => canvas.current?.setAttribute('aria-label', label), [label]);
  if (failure !== null)
    return (
      <Notice kind="warning" title="No 3-D picture.">
        {failure}
      </Notice>
    );
  return (
    <div className="scene" ref={container}>
      {isLost && (
        <div className="scene-lost">
          <Notice kind="warning" title="The graphics card stopped.">
            The picture comes back when the browser gets it again.
          </Notice>
        </div>
      )}
    </div>
  );
}
