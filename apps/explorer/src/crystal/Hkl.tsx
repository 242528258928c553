import type { ReactElement } from 'react';

/** Miller indices as they are printed, negative ones under a bar. */
export function Hkl({ hkl }: { readonly hkl: readonly number[] }): ReactElement {
  return (
    <span className="hm crystal-hkl">
      <span className="visually-hidden">{hkl.join(' ')}</span>
      <span aria-hidden="true">
        {hkl.map((index, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- h, k and l
          <span key={i} className={index < 0 ? 'hm-bar' : undefined}>
            {Math.abs(index)}
          </span>
        ))}
      </span>
    </span>
  );
}
