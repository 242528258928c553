import type { SpeciesOccupancy, StandardCrystal, Structure } from '@crystal-fourier/data';
import type { ViewerAtom, ViewerOrbit, ViewerStructure } from './viewer/viewerStructure.js';

/** The structure as the file has it. @param crystal its standard description, for the orbits */
export function givenStructure({ lattice, sites }: Structure, crystal: StandardCrystal): ViewerStructure {
  return {
    lattice: lattice.flat(),
    atoms: sites.map(({ position, species, label }, i): ViewerAtom => {
      const element = mostOf(species);
      return {
        element,
        label: label ?? element,
        position: [position[0], position[1], position[2]],
        orbit: crystal.orbitOfSite[i]!,
        occupancy: sharesOf(species),
      };
    }),
    orbits: orbitsOf(crystal),
  };
}

/** The conventional cell of the standard setting. */
export function standardStructure(crystal: StandardCrystal): ViewerStructure {
  return {
    lattice: crystal.lattice.flat(),
    atoms: crystal.orbits.flatMap(({ kind, letter, multiplicity, sites }, orbit) =>
      Array.from({ length: multiplicity }, (_, i): ViewerAtom => ({
        element: mostOf(kind.species),
        label: `${kind.name} ${multiplicity}${letter}`,
        position: [sites[3 * i]!, sites[3 * i + 1]!, sites[3 * i + 2]!],
        orbit,
        occupancy: sharesOf(kind.species),
      })),
    ),
    orbits: orbitsOf(crystal),
  };
}

const orbitsOf = ({ orbits }: StandardCrystal): ViewerOrbit[] =>
  orbits.map(({ kind, letter, multiplicity, siteSymmetry }) => ({
    label: `${kind.name} ${multiplicity}${letter}`,
    letter,
    multiplicity,
    siteSymmetry,
    element: mostOf(kind.species),
  }));

const sharesOf = (species: readonly SpeciesOccupancy[]): ViewerAtom['occupancy'] =>
  species.map(({ element, occupancy }) => ({ element, share: Math.min(1, occupancy) }));

/** The element with the largest share; of equal ones the first. */
const mostOf = (species: readonly SpeciesOccupancy[]): string =>
  species.reduce((most, next) => (next.occupancy > most.occupancy ? next : most)).element;
