import type { ReactElement } from 'react';
import { detailText, directionText, type ElementClass, kindText, placeText } from './elementText.js';

/** Elements of a class that are named; the rest are counted. */
const NAMED = 8;

interface Props {
  readonly classes: readonly ElementClass[];
  readonly pinned: number | undefined;
  readonly onPin: (orbit: number | undefined) => void;
}

/** All elements in words, by class; a class can be lit in the drawing. */
export function ElementList({ classes, pinned, onPin }: Props): ReactElement {
  return (
    <ol className="diagram-classes">
      {classes.map(({ orbit, symbol, elements }) => {
        const first = elements[0]!;
        const detail = detailText(first);
        return (
          <li key={orbit}>
            <button
              type="button"
              className="diagram-class"
              aria-pressed={pinned === orbit}
              onClick={() => onPin(pinned === orbit ? undefined : orbit)}
            >
              <span className="diagram-class-symbol">{symbol}</span>
              <span>
                <span className="diagram-class-kind">
                  {elements.length > 1 && `${elements.length} × `}
                  {kindText(first, symbol)}
                  {isMixed(elements.map(directionText)) && ' and equivalent directions'}
                </span>
                <span className="diagram-class-places">
                  {elements.slice(0, NAMED).map(placeText).join(' · ')}
                  {elements.length > NAMED && ` · and ${elements.length - NAMED} more`}
                </span>
                {detail !== '' && <span className="diagram-class-places">The first: {detail}</span>}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

const isMixed = (texts: readonly string[]): boolean => new Set(texts).size > 1;
