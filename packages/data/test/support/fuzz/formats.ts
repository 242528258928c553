import { CIF_BREAKS } from './cifBreaks.ts';
import type { FuzzFormat } from './fuzzFormat.ts';
import { OPTIMADE } from './optimade.ts';
import { POSCAR } from './poscar.ts';
import { verdictOnCif } from './readings.ts';
import { cifText, type StatedCif, stateCrystal } from './statedCif.ts';
import { XYZ } from './xyz.ts';

/** CIF: half of the files state everything, the others a part; half are in the reference setting, the others in any of the 530. */
export const CIF: FuzzFormat<StatedCif> = {
  name: 'cif',
  state: (crystal, random) => stateCrystal(crystal, random, random.next() < 0.5 ? 1 : random.between(0.35, 0.8)),
  text: cifText,
  breaks: CIF_BREAKS,
  verdict: verdictOnCif,
};

export { OPTIMADE, POSCAR, XYZ };
