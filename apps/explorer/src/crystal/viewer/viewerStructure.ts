/** Three numbers: fractional coordinates, or Å. */
export type Vector3 = readonly [number, number, number];

/** An element on a site, and its share of the site. */
export interface ViewerShare {
  readonly element: string;
  /** In (0, 1]; shares that add up to less than 1 leave the rest of the site empty. */
  readonly share: number;
}

/** A site of the cell. */
export interface ViewerAtom {
  /** The element with the largest share: it gives the size. */
  readonly element: string;
  /** Name that is shown: `Na1` of a file, or `Na`. Need not be unique. */
  readonly label: string;
  /** Fractional; any numbers, the cell is periodic. */
  readonly position: Vector3;
  /** Index in {@link ViewerStructure.orbits}; null if the symmetry is not known. */
  readonly orbit: number | null;
  /** One entry with share 1 on an ordered site. */
  readonly occupancy: readonly ViewerShare[];
}

/** Sites that symmetry makes equal. */
export interface ViewerOrbit {
  /** Name that is shown: `Na 4a`. */
  readonly label: string;
  /** Wyckoff letter. */
  readonly letter: string;
  /** Sites in the conventional cell. */
  readonly multiplicity: number;
  /** Oriented symbol, `.m.`. */
  readonly siteSymmetry: string;
  /** The element with the largest share. */
  readonly element: string;
}

/** What the viewer draws: plain data, so that it may come from a worker. */
export interface ViewerStructure {
  /** Nine numbers: the lattice vectors a, b, c one after the other, Å. */
  readonly lattice: readonly number[];
  /** All sites of one cell. */
  readonly atoms: readonly ViewerAtom[];
  /** Empty if the symmetry is not known. */
  readonly orbits: readonly ViewerOrbit[];
}
