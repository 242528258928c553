import { type ReactElement, useEffect, useRef } from 'react';
import type { Rows } from '../../cell/rows.js';
import { drawSlice } from './slicePicture.browser.js';

interface Props {
  readonly image: HTMLCanvasElement;
  readonly cell: Rows;
  readonly axis: 'a' | 'b' | 'c';
  /** The content in words. */
  readonly label: string;
  readonly isDark: boolean;
}

/** A plane of the crystal from above. */
export function SlicePicture({ image, cell, axis, label, isDark }: Props): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current!;
    const draw = (): void => drawSlice(element, image, cell, axis);
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    return () => observer.disconnect();
  }, [image, cell, axis, isDark]);
  return <canvas ref={canvas} className="space-slice" role="img" aria-label={label} />;
}
