import { fortranNumber } from '../core/fortranNumber.js';
import { jsonFormat } from './json/structureKind.js';
import { wordsOf } from './poscar/lines.js';

/** The formats that are read. */
export const STRUCTURE_FORMATS = [
  'cif',
  'poscar',
  'extxyz',
  'pymatgen-json',
  'optimade-json',
  'jarvis-json',
  'vasprun',
  'quantum-espresso',
] as const;

/** A format that a file can be recognised to have. */
export type StructureFormat = (typeof STRUCTURE_FORMATS)[number];

/** Characters that are looked at. */
const HEAD = 65_536;

/**
 * The format of a text by its content; the name of a file is not considered. Lines of numbers decide before the first line does: that
 * of a POSCAR is free text and may begin as another format does.
 *
 * @returns undefined where it is none of the known formats
 */
export function detectFormat(text: string): StructureFormat | undefined {
  const head = text.slice(0, HEAD);
  const first = /\S/.exec(head)?.[0];
  if (first === undefined) return undefined;
  // What follows the first line of a POSCAR is a number; other lines of JSON need not be looked at.
  if (/^\s*(?:\{\s*"|\[\s*[{[])/.test(head) && !/^[\d.+-]/.test(behindFirstLine(head))) {
    const format = jsonFormat(head);
    if (format !== undefined) return format;
  }
  const lines = head.split(/\r\n|\r|\n/, 400);
  if (isPoscar(lines)) return 'poscar';
  if (isXyz(lines)) return 'extxyz';
  if (first === '{' || first === '[') {
    const format = jsonFormat(head);
    if (format !== undefined) return format;
  }
  if (/^\s*<[?!a-z]/i.test(head)) return xmlFormat(head);
  // A CIF without its first line, or one with text before it: its reader says what is wrong.
  const isCif = lines.some((line) =>
    /^\s*(?:data_\S*|_cell_length_a|_cell\.length_a|_atom_site_fract_x)(?!\S)/i.test(line),
  );
  return isCif ? 'cif' : undefined;
}

const behindFirstLine = (text: string): string => {
  const end = text.search(/[\r\n]/);
  return end < 0 ? '' : text.slice(end, end + 1000).trimStart();
};

/** Behind the comment stand one factor or three, and three vectors. */
function isPoscar([, scale, ...vectors]: readonly string[]): boolean {
  return numbersAtStart(scale) > 0 && [0, 1, 2].every((i) => numbersAtStart(vectors[i]) >= 3);
}

/** A number of atoms, and behind it a line with the keys of the format or, behind any line, an atom. */
function isXyz(lines: readonly string[]): boolean {
  const start = lines.findIndex((line) => line.trim() !== '');
  if (!/^\s*\d+\s*$/.test(lines[start]!)) return false;
  if (/(?:lattice|properties)\s*=/i.test(lines[start + 1] ?? '')) return true;
  const [species = '', ...position] = wordsOf(lines[start + 2] ?? '');
  return /^[A-Za-z]{1,2}\d*$/.test(species) && numbersAtStart(position.join(' ')) >= 3;
}

function xmlFormat(head: string): StructureFormat | undefined {
  if (/<modeling\b/.test(head)) return 'vasprun';
  return /<(?:\w+:)?espresso\b/.test(head) ? 'quantum-espresso' : undefined;
}

/** How many of the first three words are numbers, until one is none. */
function numbersAtStart(line = ''): number {
  const words = wordsOf(line.slice(0, 1000)).slice(0, 3);
  const other = words.findIndex((word) => Number.isNaN(fortranNumber(word)));
  return other < 0 ? words.length : other;
}
