/**
 * The fixed protocols by which generalisation is measured.
 *
 * @typedef {object} Protocol
 * @property {number} number
 * @property {string} title
 * @property {string} question what it asks, in a sentence
 * @property {string} folder of the data set
 * @property {readonly string[]} targets
 * @property {string} unit of the errors
 * @property {readonly string[]} options of `cft crossval`, beside data, targets, models and folder
 */

const MODULI = {
  folder: 'mp-binary-elasticity',
  targets: ['bulk_modulus_vrh', 'shear_modulus_vrh'],
  unit: 'log10 GPa',
};
const MP36K = { folder: 'mp-36k', targets: ['formation_energy_per_atom', 'band_gap'], unit: 'eV/atom and eV' };

/** @type {readonly Protocol[]} */
export const PROTOCOLS = [
  {
    number: 1,
    title: 'Moduli of binaries, each crystal system held out in turn',
    question: 'Does a network predict crystals of a system that it never saw?',
    ...MODULI,
    options: [
      '--log10',
      '--hold-out',
      'system',
      '--merge',
      'triclinic+monoclinic,trigonal+hexagonal',
      '--epochs',
      '30',
      '--seed',
      '1',
    ],
  },
  {
    number: 2,
    title: 'All chemistries, six space groups held out together',
    question: 'What is lost on six groups, a tenth of all crystals, that were never seen?',
    ...MP36K,
    options: ['--hold-out', 'group=15,71,127,140,166,216', '--epochs', '12', '--seed', '1'],
  },
  {
    number: 3,
    title: 'All chemistries, each crystal system held out in turn',
    question: 'The same as the first, for crystals of all chemistries and all seven systems by themselves.',
    ...MP36K,
    options: ['--hold-out', 'system', '--sample', '8000', '--epochs', '12', '--seed', '1'],
  },
  {
    number: 4,
    title: 'Moduli of binaries, each of ten elements held out in turn',
    question: 'What is lost on compounds of an element that was never seen?',
    ...MODULI,
    options: ['--log10', '--hold-out', 'element', '--folds', '10', '--epochs', '30', '--seed', '1'],
  },
];
