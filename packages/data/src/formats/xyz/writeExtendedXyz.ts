import { checkReadable } from '../../core/brand.js';
import { DataError } from '../../core/errors.js';
import type { Structure } from '../../structure/structure.js';

export interface WriteExtendedXyzOptions {
  /** Decimal places of lengths in Å. Defaults to 10. */
  readonly digits?: number | undefined;
}

/**
 * Structures as frames of an extended XYZ file, which ASE, OVITO and many codes for interatomic potentials read: Cartesian coordinates,
 * one line per atom.
 *
 * Properties of a structure that are numbers, texts, truth values or lists of numbers stand in the comment line. Properties of sites become
 * columns where all sites have numbers, texts or truth values, or equally many numbers. Labels and oxidation states are not kept.
 *
 * @throws DataError `unsupported` for partial occupancies, which the format does not have
 */
export function writeExtendedXyz(
  structures: Structure | readonly Structure[],
  { digits = 10 }: WriteExtendedXyzOptions = {},
): string {
  const frames = Array.isArray(structures) ? (structures as readonly Structure[]) : [structures as Structure];
  return frames.map((structure) => frameText(structure, digits)).join('');
}

function frameText(structure: Structure, digits: number): string {
  checkReadable(structure, 'Structure', 'writeExtendedXyz');
  const { id, lattice, properties, sites, isOrdered } = structure;
  if (!isOrdered)
    throw new DataError(
      'unsupported',
      'writeExtendedXyz: the format has no partial occupancies; order the structure first or write a CIF',
      id === undefined ? {} : { record: id },
    );
  const length = (x: number): string => (x + 0).toFixed(digits);
  const columns = siteColumns(structure);
  const layout = ['species:S:1', 'pos:R:3', ...columns.map(({ name, type, width }) => `${name}:${type}:${width}`)];
  const info = [
    `Lattice="${lattice.flat().map(length).join(' ')}"`,
    `Properties=${layout.join(':')}`,
    'pbc="T T T"',
    ...Object.entries(properties).flatMap(([name, value]) => infoText(name, value)),
  ];
  const rows = sites.map(({ species }, i) =>
    [
      species[0]!.element.padEnd(2),
      ...structure.cartesian(i).map((x) => length(x).padStart(digits + 6)),
      ...columns.map(({ cells }) => cells[i]!),
    ].join(' '),
  );
  return `${[String(sites.length), info.join(' '), ...rows].join('\n')}\n`;
}

/** A property that every site has. */
interface SiteColumn {
  readonly name: string;
  /** R, real numbers; S, texts; L, truth values. */
  readonly type: 'R' | 'S' | 'L';
  readonly width: number;
  readonly cells: readonly string[];
}

/** Names that can stand in a comment line and are not the format's own. */
const isFree = (name: string): boolean =>
  /^[A-Za-z_][\w.+-]*$/.test(name) && !/^(?:lattice|properties|pbc|species|pos|positions|z|numbers)$/i.test(name);

function siteColumns({ sites }: Structure): SiteColumn[] {
  return Object.keys(sites[0]?.properties ?? {})
    .filter(isFree)
    .flatMap((name): SiteColumn[] => {
      const cells = sites.map(({ properties }) => cellOf(properties?.[name]));
      const [first] = cells;
      const isColumn = cells.every(
        (cell) => cell !== undefined && cell.type === first?.type && cell.width === first.width,
      );
      if (!isColumn || first === undefined) return [];
      return [{ name, type: first.type, width: first.width, cells: cells.map((cell) => cell?.text ?? '') }];
    });
}

function cellOf(value: unknown): (Pick<SiteColumn, 'type' | 'width'> & { readonly text: string }) | undefined {
  if (typeof value === 'boolean') return { type: 'L', width: 1, text: value ? 'T' : 'F' };
  // A cell has no white space.
  if (typeof value === 'string') return /^\S+$/.test(value) ? { type: 'S', width: 1, text: value } : undefined;
  const numbers = numbersOf(value);
  return numbers === undefined ? undefined : { type: 'R', width: numbers.length, text: numbers.join(' ') };
}

function infoText(name: string, value: unknown): string[] {
  if (!isFree(name)) return [];
  if (typeof value === 'boolean') return [`${name}=${value ? 'T' : 'F'}`];
  if (typeof value === 'string') {
    const text = value.replace(/\s+/g, ' ').trim();
    return text === '' ? [] : [`${name}="${text.replace(/["\\]/g, '\\$&')}"`];
  }
  const numbers = numbersOf(value);
  // ASE refuses a frame with these in another form than a matrix.
  const isWrong = /^(?:stress|virial)$/.test(name) && numbers?.length !== 9;
  if (numbers === undefined || isWrong) return [];
  return [numbers.length === 1 ? `${name}=${numbers.join('')}` : `${name}="${numbers.join(' ')}"`];
}

/** One finite number or several, in text that gives the same numbers back. */
function numbersOf(value: unknown): string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.flatMap((x) => (typeof x === 'number' && Number.isFinite(x) ? [String(x)] : []));
  return texts.length === list.length && texts.length > 0 && texts.length <= 1000 ? texts : undefined;
}
