import { useEffect, useRef, useState } from 'react';

/** Browsers refuse to change the address much more often than that. */
const DELAY_MS = 180;

interface Typed {
  /** What is in the field now. */
  readonly text: string;
  readonly type: (text: string) => void;
  /** Writes what was typed to the address at once. */
  readonly flush: () => void;
}

/**
 * Text of a field whose value is in the address: shown at once, written to the address a moment after the last key. A value that
 * comes from the address by another way (back, a link) replaces the text.
 *
 * @param stored the value in the address
 * @param store writes it there
 */
export function useTyped(stored: string, store: (text: string) => void): Typed {
  const [text, setText] = useState(stored);
  const [known, setKnown] = useState(stored);
  const waiting = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly text: string } | null>(null);
  const latest = useRef(store);
  useEffect(() => {
    latest.current = store;
  });
  useEffect(
    () => () => {
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
    },
    [],
  );
  if (known !== stored) {
    setKnown(stored);
    setText(stored);
  }
  const write = (value: string): void => {
    waiting.current = null;
    latest.current(value);
  };
  return {
    text,
    type: (value) => {
      setText(value);
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
      waiting.current = { timer: setTimeout(() => write(value), DELAY_MS), text: value };
    },
    flush: () => {
      if (waiting.current === null) return;
      clearTimeout(waiting.current.timer);
      write(waiting.current.text);
    },
  };
}
