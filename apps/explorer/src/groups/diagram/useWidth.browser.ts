import { type RefObject, useLayoutEffect, useState } from 'react';

/** Widths that differ by less than this are one: a drawing is not laid out anew for each pixel of a window that is resized. */
const STEP = 16;

/** The width of an element in pixels, about. @param start until it is measured */
export function useWidth(element: RefObject<Element | null>, start: number): number {
  const [width, setWidth] = useState(start);
  useLayoutEffect(() => {
    if (element.current === null) return undefined;
    const measure = (pixels: number): void => setWidth(Math.max(STEP, Math.round(pixels / STEP) * STEP));
    measure(element.current.getBoundingClientRect().width);
    const observer = new ResizeObserver(([entry]) => measure(entry!.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
