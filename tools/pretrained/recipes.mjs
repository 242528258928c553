// What each packaged network learns, from which data sets, and how. `networks.mjs` makes them.

/**
 * @typedef {object} Source
 * @property {string} name       folder under DATA
 * @property {number} records     of its parts train and val
 * @property {string} source     where the values come from
 * @property {string} publisher  who put the data set together
 * @property {string} licence
 */

/**
 * @typedef {object} Quantity
 * @property {string} name
 * @property {string} quantity  in words
 * @property {string} unit
 * @property {string} [tensor]  kind
 * @property {boolean} [log10]
 */

/**
 * @typedef {object} Recipe
 * @property {string} title
 * @property {readonly Source[]} sources
 * @property {string} split                  how records are divided, for the card
 * @property {readonly Quantity[]} predicts
 * @property {readonly string[]} limits
 * @property {object} [model]                fields of the configuration, beside what the command line says
 * @property {number} epochs
 * @property {number} batchSize
 * @property {HeldOut} heldOut
 */

/**
 * Errors on space groups that were held out: from a cross-validation that was made before, or the first of some folds of groups, on which the same settings are
 * trained again.
 *
 * @typedef {{ crossval: string, fold: string, model: string } | { folds: number }} HeldOut
 */

const materialsProject = 'Materials Project, DFT (PBE)';
const CC_BY = 'CC BY 4.0';
const matcalc = 'materialsvirtuallab/matcalc, benchmark_data (BSD-3)';
const ownParts = 'Parts train and val as the data set has them; its test part was not looked at.';
const PBE =
  'Values are those of density functional theory with the PBE functional, at 0 K and without pressure, not of a measurement.';

/** @type {Readonly<Record<string, Recipe>>} */
export const RECIPES = {
  'formation-energy': {
    title: 'Formation energy and band gap',
    sources: [
      {
        name: 'mp-36k',
        records: 33_059,
        source: materialsProject,
        publisher: 'kdmsit/crysxpp and kdmsit/MEGNet (MIT), materialsvirtuallab/megnet (BSD-3)',
        licence: CC_BY,
      },
    ],
    split: ownParts,
    predicts: [
      {
        name: 'formation_energy_per_atom',
        quantity: 'formation energy from the elements, per atom',
        unit: 'eV/atom',
      },
      { name: 'band_gap', quantity: 'band gap of the Kohn–Sham states (PBE), 0 for a metal', unit: 'eV' },
    ],
    limits: [
      PBE,
      'Gaps of PBE are smaller than measured ones, by a third and more.',
      'All crystals that it was trained on are relaxed: the energy of a crystal that is not is uncertain.',
      'Crystals of one element are few in the training and may be predicted badly: diamond gets 1.2 eV/atom and no gap, with a warning for its novelty.',
      'A negative gap means 0.',
    ],
    epochs: 40,
    batchSize: 64,
    heldOut: { crossval: 'docs/generalisation/protocol-2.json', fold: '15+71+127+140+166+216', model: 'geometry' },
  },
  moduli: {
    title: 'Bulk and shear modulus',
    sources: [
      { name: 'mp-binary-elasticity', records: 3557, source: materialsProject, publisher: matcalc, licence: CC_BY },
      {
        name: 'mp-elasticity-3k',
        records: 2745,
        source: materialsProject,
        publisher: 'kdmsit/MEGNet (MIT)',
        licence: CC_BY,
      },
    ],
    split:
      'The parts train and val of both sets, put together. A crystal of a val part was taken out of the train part of the other set, and one that both sets have counts once, with the values of mp-binary-elasticity. Test parts were not looked at; crystals of the test part of mp-elasticity-3k may be among those of mp-binary-elasticity.',
    predicts: [
      { name: 'bulk_modulus', quantity: 'bulk modulus, mean of Voigt and Reuss', unit: 'GPa', log10: true },
      { name: 'shear_modulus', quantity: 'shear modulus, mean of Voigt and Reuss', unit: 'GPa', log10: true },
    ],
    limits: [
      PBE,
      'Two thirds of the crystals have two elements, most of the others three.',
      'Crystals without positive moduli, which are not stable, were left out.',
    ],
    model: { width: 96, blocks: 3 },
    epochs: 40,
    batchSize: 32,
    heldOut: { folds: 5 },
  },
  'heat-capacity': {
    title: 'Heat capacity at 300 K',
    sources: [
      {
        name: 'alexandria-heat-capacity',
        records: 1053,
        source: 'Alexandria, DFT (PBE)',
        publisher: matcalc,
        licence: CC_BY,
      },
    ],
    split: ownParts,
    predicts: [
      {
        name: 'heat_capacity',
        quantity: 'heat capacity of the lattice at constant volume and 300 K, of a primitive cell',
        unit: 'J/(mol K) of primitive cells',
      },
    ],
    limits: [
      'Values are those of harmonic lattice dynamics with forces of density functional theory (PBE), not of a measurement.',
      'All crystals it was trained on have two elements.',
      'It is the heat capacity of one primitive cell: for a mole of formula units divide by the number of them in it.',
    ],
    model: { width: 64, blocks: 3 },
    epochs: 60,
    batchSize: 32,
    heldOut: { folds: 5 },
  },
  dielectric: {
    title: 'Dielectric tensors',
    sources: [
      {
        name: 'dielectric-tensor',
        records: 950,
        source: 'Petousis et al., Sci. Data 4, 160134 (2017): Materials Project, DFPT (PBE)',
        publisher: 'hackingmaterials/matminer',
        licence: CC_BY,
      },
    ],
    split: ownParts,
    predicts: [
      {
        name: 'e_electronic',
        quantity: 'dielectric tensor of the electrons, ε∞',
        unit: '1',
        tensor: 'dielectric',
      },
      {
        name: 'e_total',
        quantity: 'static dielectric tensor, of electrons and lattice',
        unit: '1',
        tensor: 'dielectric',
      },
    ],
    limits: [
      PBE,
      'It was trained on insulators only, with gaps above 0.1 eV: for a metal its prediction means nothing.',
      'Static tensors are large, and hardly predictable, near a phase transition of the lattice.',
    ],
    model: { width: 64, blocks: 3 },
    epochs: 30,
    batchSize: 32,
    heldOut: { folds: 5 },
  },
  elastic: {
    title: 'Elastic tensor',
    sources: [
      {
        name: 'elastic-tensor',
        records: 1089,
        source: materialsProject,
        publisher: 'trachote/predict_elastic_tensor (MIT)',
        licence: CC_BY,
      },
    ],
    split: ownParts,
    predicts: [
      { name: 'elastic_tensor', quantity: 'stiffness, 6 × 6 in Voigt’s notation', unit: 'GPa', tensor: 'elastic' },
    ],
    limits: [
      PBE,
      'The tensors of the data set are whole numbers of GPa, and some 7 % of them are not positive definite.',
      'The network moduli has seen five times as many crystals: its bulk and shear modulus are better than those that follow from this tensor.',
    ],
    model: { width: 64, blocks: 3 },
    epochs: 40,
    batchSize: 32,
    heldOut: { folds: 5 },
  },
};

/** Units of numbers that follow from tensors, by what follows the name of the tensor. */
export const DERIVED_UNITS = /** @type {Readonly<Record<string, string>>} */ ({
  index: '1',
  birefringence: '1',
  bulk_hill: 'GPa',
  shear_hill: 'GPa',
  anisotropy: '1',
});
