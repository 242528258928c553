import { type RefObject, useLayoutEffect, useState } from 'react';

/**
 * The width in pixels, as it changes, of an element that has neither padding nor border.
 *
 * @param start the width until the element has been measured
 * @param step widths are rounded to multiples of it, so that an expensive picture is not laid out anew for every pixel of a window that is resized
 */
export function useWidth(element: RefObject<Element | null>, start: number, step = 1): number {
  const [width, setWidth] = useState(start);
  useLayoutEffect(() => {
    if (element.current === null) return undefined;
    const measure = (pixels: number): void => setWidth(Math.max(step, Math.round(pixels / step) * step));
    measure(element.current.getBoundingClientRect().width);
    const observer = new ResizeObserver(([entry]) => measure(entry!.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, step]);
  return width;
}
