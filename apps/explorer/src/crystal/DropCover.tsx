import { type ReactElement, useEffect, useEffectEvent, useState } from 'react';

interface Props {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onText: (text: string) => void;
}

/** The whole page accepts dropped files; while one is dragged over it, the page says so. */
export function DropCover({ onFiles, onText }: Props): ReactElement | null {
  const [isOver, setOver] = useState(false);
  const dropped = useEffectEvent((data: DataTransfer) => {
    const files = [...data.files];
    const text = data.getData('text/plain');
    if (files.length > 0) onFiles(files);
    else if (text.trim() !== '') onText(text);
  });
  useEffect(() => {
    // Elements within the page are left and entered, too.
    let depth = 0;
    const takes = ({ dataTransfer }: DragEvent): boolean =>
      dataTransfer !== null && [...dataTransfer.types].some((type) => type === 'Files' || type === 'text/plain');
    const enter = (event: DragEvent): void => {
      if (!takes(event)) return;
      event.preventDefault();
      depth++;
      setOver(true);
    };
    const over = (event: DragEvent): void => {
      if (takes(event)) event.preventDefault();
    };
    const leave = (): void => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      depth = 0;
      setOver(false);
      if (!takes(event) || event.dataTransfer === null) return;
      // A text that is dropped into a field belongs there.
      if (
        event.target instanceof Element &&
        event.target.closest('textarea, input') !== null &&
        event.dataTransfer.files.length === 0
      )
        return;
      event.preventDefault();
      dropped(event.dataTransfer);
    };
    const listeners = { dragenter: enter, dragover: over, dragleave: leave, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener as EventListener);
    };
  }, []);
  if (!isOver) return null;
  return (
    <div className="crystal-cover" aria-hidden="true">
      <p>Drop it: nothing is uploaded</p>
    </div>
  );
}
