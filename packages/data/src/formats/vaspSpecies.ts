import type { Diagnostic } from '../core/diagnostics.js';
import { DataError, type Place, show } from '../core/errors.js';
import { isElement } from '../elements/elements.js';
import { children, descend, named, textOf, type XmlElement } from './xml.js';

/**
 * The element of each atom of a `vasprun.xml`. The list of atoms names it, and so does the pseudopotential of its type; some versions write
 * `r` for Zr and `X` for Xe, then the pseudopotential tells.
 *
 * @param diagnostics gets a repair for each name that is no element
 * @throws DataError `bad-element` where the two are different elements, and in strict mode for a name that is none
 * @internal
 */
export function vaspSpecies(
  root: XmlElement,
  mode: 'strict' | 'lenient',
  diagnostics: Diagnostic[],
  place: Place,
): string[] {
  const info = descend(root, 'atominfo');
  const rowsOf = (array: string) => children(descend(named(info, 'array', array), 'set'), 'rc');
  const rows = rowsOf('atoms');
  if (rows.length === 0) throw new DataError('missing-value', '<atominfo> must list the atoms; got none', place);
  const declared = Number(textOf(descend(root, 'atominfo', 'atoms')) ?? rows.length);
  if (declared !== rows.length)
    throw new DataError(
      'bad-structure',
      `<atominfo> must list as many atoms as it says: it says ${declared} and lists ${rows.length}`,
      place,
    );
  const potentials = rowsOf('atomtypes').map((row) => potentialOf(textOf(children(row, 'c')[4])));
  const repaired = new Set<string>();
  return rows.map((row, i) => {
    const [first, second] = children(row, 'c');
    const name = textOf(first) ?? '';
    const potential = potentials[Number(textOf(second)) - 1];
    if (potential === undefined || potential.element === name) return name;
    if (isElement(name))
      throw new DataError(
        'bad-element',
        `atom ${i + 1} must be the element of its pseudopotential: <atominfo> calls it ${show(name)}, the pseudopotential is ${show(potential.title)}`,
        place,
      );
    if (mode === 'strict')
      throw new DataError(
        'bad-element',
        `expected the symbol of an element for atom ${i + 1}, got ${show(name)}; lenient mode takes it from the pseudopotential, ${show(potential.title)}`,
        place,
      );
    if (!repaired.has(name))
      diagnostics.push({
        severity: 'repair',
        code: 'species-guessed',
        message: `${show(name)} is no element; ${potential.element} was taken from the pseudopotential ${show(potential.title)}`,
        tag: 'atominfo',
      });
    repaired.add(name);
    return potential.element;
  });
}

interface Potential {
  readonly title: string;
  readonly element: string;
}

/** The title of a POTCAR: its kind, the element with a suffix, a date; `PAW_PBE Zr_sv 04Jan2005`, `US Si`, `PAW_PBE H.75`. */
function potentialOf(title: string | undefined): Potential | undefined {
  const words = (title ?? '').split(/\s+/).filter((word) => word !== '');
  const word = /^(?:PAW|US|NC)(?:_|$)/.test(words[0] ?? '') ? words[1] : words[0];
  const element = /^[A-Z][a-z]?(?=$|[_.\d])/.exec(word ?? '')?.[0] ?? '';
  return isElement(element) ? { title: title as string, element } : undefined;
}
