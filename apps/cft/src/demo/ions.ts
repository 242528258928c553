/** A monatomic ion. */
export interface Ion {
  readonly element: string;
  /** In elementary charges. */
  readonly charge: number;
  /** Å: effective ionic radius in sixfold coordination. */
  readonly radius: number;
}

/**
 * The ions of the demo crystals, one for each element. Effective ionic radii for coordination number VI of R. D. Shannon, Acta Cryst.
 * A 32, 751 (1976), Table 1.
 */
export const IONS: readonly Ion[] = Object.freeze(
  (
    [
      ['Li', 1, 0.76],
      ['Na', 1, 1.02],
      ['K', 1, 1.38],
      ['Rb', 1, 1.52],
      ['Cs', 1, 1.67],
      ['Mg', 2, 0.72],
      ['Ca', 2, 1.0],
      ['Sr', 2, 1.18],
      ['Ba', 2, 1.35],
      ['Zn', 2, 0.74],
      ['Al', 3, 0.535],
      ['Si', 4, 0.4],
      ['Ti', 4, 0.605],
      ['Zr', 4, 0.72],
      ['F', -1, 1.33],
      ['Cl', -1, 1.81],
      ['Br', -1, 1.96],
      ['O', -2, 1.4],
      ['S', -2, 1.84],
    ] as const
  ).map(([element, charge, radius]) => Object.freeze({ element, charge, radius })),
);

const BY_ELEMENT: ReadonlyMap<string, Ion> = new Map(IONS.map((ion) => [ion.element, ion]));

/** The ion of an element; undefined if the demo has none. */
export const ionOf = (element: string): Ion | undefined => BY_ELEMENT.get(element);
