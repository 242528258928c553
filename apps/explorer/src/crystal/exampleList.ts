/** An example of this page, a file of the folder `examples`. */
export interface Example {
  /** Of the file, without `.cif`. */
  readonly name: string;
  readonly label: string;
  readonly formula: string;
}

const example = (name: string, label: string, formula: string): Example => ({ name, label, formula });

export const EXAMPLES: readonly Example[] = [
  example('halite', 'Halite', 'NaCl'),
  example('caesium-chloride', 'Caesium chloride', 'CsCl'),
  example('rutile', 'Rutile', 'TiO₂'),
  example('quartz', 'Quartz', 'SiO₂'),
  example('diamond', 'Diamond', 'C'),
  example('fluorite', 'Fluorite', 'CaF₂'),
  example('corundum', 'Corundum', 'Al₂O₃'),
  example('strontium-titanate', 'Strontium titanate', 'SrTiO₃'),
  example('sphalerite', 'Sphalerite', 'ZnS'),
  example('zincite', 'Zincite', 'ZnO'),
  example('baddeleyite', 'Baddeleyite', 'ZrO₂'),
];

/** A formula with its numbers lowered: `TiO2` is TiO₂. */
export const loweredFormula = (formula: string): string =>
  formula.replace(/(?<=[A-Za-z)])[\d.]+/g, (digits) => [...digits].map((c) => '₀₁₂₃₄₅₆₇₈₉'[Number(c)] ?? c).join(''));
