import type { ReactElement } from 'react';
import { hmParts } from './hmParts.js';

interface Props {
  /** Plain spelling: `P 1 21/c 1`. */
  readonly symbol: string;
}

/** A Hermann–Mauguin symbol as it is printed, with the plain spelling for screen readers. */
export function HmSymbol({ symbol }: Props): ReactElement {
  return (
    <span className="hm">
      <span className="visually-hidden">{symbol}</span>
      <span aria-hidden="true">
        {hmParts(symbol).map(({ text, style }, i) => {
          if (style === 'sub') return <sub key={i}>{text}</sub>;
          if (style === 'plain') return text;
          const Tag = style === 'letter' ? 'i' : 'span';
          return (
            <Tag key={i} className={style === 'letter' ? undefined : `hm-${style}`}>
              {style === 'space' ? '\u2009' : text}
            </Tag>
          );
        })}
      </span>
    </span>
  );
}
