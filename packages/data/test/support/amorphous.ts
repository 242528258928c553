import { Structure } from '../../src/structure/structure.ts';
import { RandomGeometry } from './randomGeometry.ts';

/** A cell of n³ slightly displaced atoms, about 2.6 Å apart: it has no symmetry, so that each atom is an orbit. */
export function amorphous(n: number): Structure {
  const random = new RandomGeometry(n);
  const sites = Array.from({ length: n ** 3 }, (_, at) => ({
    species: ['Na', 'Cl', 'K'][at % 3]!,
    position: [at % n, Math.floor(at / n) % n, Math.floor(at / n ** 2)].map((x) => (x + random.between(-0.1, 0.1)) / n),
  }));
  const a = 2.6 * n;
  return Structure.of({ lattice: { a, b: a, c: a * 1.1, alpha: 80, beta: 90, gamma: 100 }, sites, id: `n=${n}` });
}
