import { type RefObject, useEffect, useRef, useState } from 'react';

/** Width of an element in whole pixels, as it changes. */
export function useWidth<T extends HTMLElement>(initial: number): readonly [RefObject<T | null>, number] {
  const element = useRef<T>(null);
  const [width, setWidth] = useState(initial);
  useEffect(() => {
    if (element.current === null) return undefined;
    const resized = new ResizeObserver(([entry]) => setWidth(Math.max(1, Math.round(entry!.contentRect.width))));
    resized.observe(element.current);
    return () => resized.disconnect();
  }, []);
  return [element, width];
}
