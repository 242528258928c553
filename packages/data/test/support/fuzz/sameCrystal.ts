import { DataError, standardize, type StandardCrystal, type Structure } from '@crystal-fourier/data';

/** Å: atoms at one place. Coordinates of four digits are exact to 0.003 Å in cells of 50 Å. */
const NEAR = 0.05;
/** Relative, for lengths of the cell, and in degrees for its angles. */
const LENGTH = 2e-3;
const ANGLE = 0.1;
/** Shares of a site that differ less are equal. */
const SHARE = 0.006;

/**
 * Whether two structures are the same crystal: one cell with atoms of one kind at the same places, as they are written or after both were
 * brought into their standard description, which does not depend on how a crystal is written, and keeps its hand.
 */
export function isSameCrystal(a: Structure, b: Structure): boolean {
  if (coincide(a, b)) return true;
  if (!haveSameDensities(a, b)) return false;
  // At the edge of a tolerance two descriptions may get different groups: another tolerance then tells.
  for (const symprec of [0.01, 0.03, 0.001, 0.1]) {
    const [p, q] = [a, b].map((structure) => standardOf(structure, symprec));
    if (p === undefined || q === undefined) continue;
    if (p.group.number === q.group.number && coincide(p.toStructure(), q.toStructure())) return true;
  }
  return false;
}

function standardOf(structure: Structure, symprec: number): StandardCrystal | undefined {
  try {
    return standardize(structure, { symprec });
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

/** The same amount of each element per volume. */
function haveSameDensities(a: Structure, b: Structure): boolean {
  for (const element of new Set([...a.amounts.keys(), ...b.amounts.keys()])) {
    const [p, q] = [a, b].map(({ amounts, volume }) => (amounts.get(element) ?? 0) / volume) as [number, number];
    if (Math.abs(p - q) > 5e-3 * Math.max(p, q)) return false;
  }
  return true;
}

const contentText = (site: Structure['sites'][number]): string =>
  [...new Set(site.species.map(({ element }) => element))].sort().join('/');

function shares(site: Structure['sites'][number]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { element, occupancy } of site.species) found.set(element, (found.get(element) ?? 0) + occupancy);
  return found;
}

/** Equal cells, and each site of one at a site of the other. */
export function coincide(a: Structure, b: Structure): boolean {
  if (a.sites.length !== b.sites.length) return false;
  const [p, q] = [a.cellParameters, b.cellParameters];
  for (const name of ['a', 'b', 'c'] as const) if (Math.abs(p[name] / q[name] - 1) > LENGTH) return false;
  for (const name of ['alpha', 'beta', 'gamma'] as const) if (Math.abs(p[name] - q[name]) > ANGLE) return false;
  const { lattice } = a;
  const free = new Set(b.sites.keys());
  return a.sites.every((site) => {
    const text = contentText(site);
    for (const j of free) {
      const other = b.sites[j]!;
      if (contentText(other) !== text) continue;
      const d = site.position.map((x, i) => x - other.position[i]! - Math.round(x - other.position[i]!));
      const r = Math.hypot(...[0, 1, 2].map((k) => d.reduce((sum, x, i) => sum + x * lattice[i]![k]!, 0)));
      if (r > NEAR) continue;
      const [mine, theirs] = [shares(site), shares(other)];
      if ([...mine].some(([element, share]) => Math.abs(share - theirs.get(element)!) > SHARE)) continue;
      free.delete(j);
      return true;
    }
    return false;
  });
}
