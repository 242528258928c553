import type { TensorSummary } from '@crystal-fourier/data/node';

/** `dielectric, frame poscar, 949 of 950 records; without the symmetry of their crystals: mp-1634`. */
export function tensorText({ kind, frame, records, fitted, refused }: TensorSummary): string {
  const ids = refused.slice(0, 5).map(({ id }) => id);
  const others = `${ids.join(', ')}${refused.length > ids.length ? ', …' : ''}`;
  const left =
    refused.length === 0 ? '' : `; ${refused.length} without the symmetry of the crystal, left out: ${others}`;
  return `${kind}, frame ${frame}, ${fitted} of ${records} records${left}`;
}
