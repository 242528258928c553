import type { ReactElement } from 'react';

/** A Schoenflies symbol as it is printed: `C2h^5` with index and exponent. */
export function Schoenflies({ symbol }: { readonly symbol: string }): ReactElement {
  const [, letter = symbol, index = '', exponent = ''] = /^([A-Z])([^^]*)(?:\^(.*))?$/.exec(symbol) ?? [];
  return (
    <span className="groups-schoenflies">
      <span className="visually-hidden">{symbol}</span>
      <span aria-hidden="true">
        {letter}
        <sub>{index}</sub>
        <sup>{exponent}</sup>
      </span>
    </span>
  );
}
