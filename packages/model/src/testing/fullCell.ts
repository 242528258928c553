import type { StandardCrystal } from '@crystal-fourier/data';

/**
 * The crystal with every site of its conventional cell as an orbit by itself: the same crystal to a network that counts orbits as all of
 * their sites, with features that know nothing of the orbits.
 */
export function fullCell(crystal: StandardCrystal): StandardCrystal {
  const orbits = crystal.orbits.flatMap((orbit) =>
    Array.from({ length: orbit.multiplicity }, (_, site) => {
      const sites = orbit.sites.slice(3 * site, 3 * site + 3);
      const [x, y, z] = sites as unknown as [number, number, number];
      // Only fractional coordinates of the International Tables may stand where this type is asked for: these are such.
      const representative = [x, y, z] as unknown as typeof orbit.representative;
      return { ...orbit, multiplicity: 1, sites, representative };
    }),
  );
  return crystal.withOrbits(orbits);
}
