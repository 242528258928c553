import { settings, type SpaceGroup, spaceGroup, SymOp } from '@crystal-fourier/spacegroups';
import type { Break } from './fuzzFormat.ts';
import type { KnownCrystal } from './knownCrystal.ts';
import { CELL, type CellName, type StatedAtom, type StatedCif } from './statedCif.ts';
import type { RandomGeometry } from '../randomGeometry.ts';

type CifBreak = Break<StatedCif>;

const withOperations = (
  stated: StatedCif,
  change: (operations: readonly string[]) => readonly string[] | undefined,
): StatedCif | undefined => {
  const operations = stated.operations === undefined ? undefined : change(stated.operations);
  if (operations === undefined || operations.length === 0) return undefined;
  return operations.join(';') === stated.operations!.join(';') ? undefined : { ...stated, operations };
};

/** Replaces what a pattern matches in one operation that has it. */
const inOneOperation =
  (pattern: RegExp, replace: (text: string) => string): CifBreak =>
  (stated, _, random) =>
    withOperations(stated, (operations) => {
      const having = operations.map((op, i) => ({ op, i })).filter(({ op }) => op.search(pattern) >= 0);
      if (having.length === 0) return undefined;
      const { op, i } = random.pick(having);
      return operations.with(i, op.replace(pattern, replace));
    });

const inAllOperations =
  (pattern: RegExp, replace: (text: string) => string): CifBreak =>
  (stated) =>
    withOperations(stated, (operations) => operations.map((op) => op.replaceAll(pattern, replace)));

/** Operations of a proper subgroup, as where the general position of a group below was copied. */
const coset: CifBreak = (stated, { group }, random) =>
  withOperations(stated, (operations) => {
    if (group.order < 2) return undefined;
    const kept = new Set([SymOp.identity.toXyz()]);
    let list = [SymOp.identity];
    for (let attempt = 0; attempt < 4; attempt++) {
      const next = closureWith(list, random.pick(group.operations));
      if (next.length >= group.order) continue;
      list = next;
    }
    for (const op of list) kept.add(op.reduced().toXyz());
    const left = operations.filter((op) => kept.has(op));
    return left.length === operations.length ? undefined : left;
  });

function closureWith(list: readonly SymOp[], op: SymOp): SymOp[] {
  const found = new Map([...list, op].map((one) => [one.reduced().toXyz(), one.reduced()]));
  for (const a of found.values()) {
    for (const b of found.values()) {
      for (const product of [a.mul(b).reduced(), b.mul(a).reduced()]) found.set(product.toXyz(), product);
    }
  }
  return [...found.values()];
}

/** Another setting of the same group. */
export function otherSetting({ group }: KnownCrystal, random: RandomGeometry): SpaceGroup | undefined {
  const others = settings().filter(
    (setting) => setting.number === group.number && setting.qualifier !== group.setting.qualifier,
  );
  return others.length === 0 ? undefined : spaceGroup(group.number, { qualifier: random.pick(others).qualifier });
}

/** A group that is easily confused with this one: the next numbers, the same point group, or the same crystal system. */
export function otherGroup({ group }: KnownCrystal, random: RandomGeometry): SpaceGroup {
  for (;;) {
    const kind = random.integer(0, 2);
    const number = kind === 0 ? group.number + random.pick([-2, -1, 1, 2]) : random.integer(1, 230);
    if (number < 1 || number > 230 || number === group.number) continue;
    const other = spaceGroup(number);
    if (kind === 1 && other.pointGroup !== group.pointGroup && random.next() < 0.97) continue;
    if (kind === 2 && other.crystalSystem !== group.crystalSystem) continue;
    return other;
  }
}

const operationsOf = (group: SpaceGroup): readonly string[] => group.operations.map((op) => op.toXyz());

const atRandomAtom = (
  stated: StatedCif,
  random: RandomGeometry,
  change: (atom: StatedAtom) => StatedAtom | undefined,
): StatedCif | undefined => {
  const i = random.integer(0, stated.atoms.length - 1);
  const changed = change(stated.atoms[i]!);
  return changed === undefined ? undefined : { ...stated, atoms: stated.atoms.with(i, changed) };
};

/** A number whose digits were mistyped, so that it changes by 2 % at least. */
export function mistyped(text: string, random: RandomGeometry): string | undefined {
  for (let attempt = 0; attempt < 30; attempt++) {
    const places = [...text].map((c, i) => ({ c, i })).filter(({ c }) => /\d/.test(c));
    const { i } = random.pick(places.slice(0, 4));
    const kind = random.integer(0, 2);
    const next = places.find((place) => place.i > i);
    const made =
      kind === 0 || next === undefined
        ? text.slice(0, i) + String(random.integer(0, 9)) + text.slice(i + 1)
        : kind === 1
          ? [...text].with(i, text[next.i]!).with(next.i, text[i]!).join('')
          : text.slice(0, i) + text.slice(i + 1);
    const [before, after] = [Number(text), Number(made)];
    if (after > 0 && Math.abs(after / before - 1) > 0.02) return made;
  }
  return undefined;
}

/** The same for a fraction of the cell; it moves by 0.02 at least. */
function mistypedFraction(text: string, random: RandomGeometry): string | undefined {
  for (let attempt = 0; attempt < 30; attempt++) {
    const digits = [...(text.split('.')[1] ?? '0')];
    const kind = random.integer(0, 2);
    const i = random.integer(0, Math.min(1, digits.length - 1));
    if (kind === 0) digits[i] = String(random.integer(0, 9));
    else if (kind === 1) [digits[i], digits[i + 1]] = [digits[i + 1] ?? '0', digits[i]!];
    const made = `${kind === 2 ? '-' : ''}0.${digits.join('')}`;
    const moved = Number(made) - Number(text);
    if (Math.abs(moved - Math.round(moved)) > 0.02) return made;
  }
  return undefined;
}

/** An element that is no neighbour of any in the file, and is not in it. */
function otherElement(stated: StatedCif, random: RandomGeometry): string {
  const known = new Set(stated.atoms.map(({ type }) => type));
  return random.pick(
    ['Li', 'B', 'N', 'F', 'Al', 'P', 'Cl', 'Ti', 'Mn', 'Co', 'Br', 'Mo', 'Ag', 'Ba', 'W', 'Bi'].filter(
      (e) => !known.has(e),
    ),
  );
}

const changedFormula = (stated: StatedCif, change: (formula: Map<string, number>) => void): StatedCif | undefined => {
  if (stated.formula === undefined) return undefined;
  const formula = new Map(stated.formula);
  change(formula);
  return formula.size === 0 ? undefined : { ...stated, formula };
};

/** Factors by which a number is wrong. */
const FACTORS = [2, 0.5, 3, 4, 1 / 3, 1.5, 0.25, 1.08, 0.9];

/** All kinds of mistakes, by name. */
export const CIF_BREAKS: Readonly<Record<string, CifBreak>> = {
  'operation dropped': (stated, _, random) =>
    withOperations(stated, (operations) => operations.toSpliced(random.integer(0, operations.length - 1), 1)),
  'several operations dropped': (stated, _, random) =>
    withOperations(stated, (operations) => operations.filter(() => random.next() < 0.7)),
  'operations of a subgroup': coset,
  'centring dropped': (stated, { group }) =>
    withOperations(stated, (operations) => operations.slice(0, group.representatives.length)),
  'one 1/2 is 1/3': inOneOperation(/1\/2/, () => '1/3'),
  'one translation lost': inOneOperation(/[+-]?\d\/\d+/, () => ''),
  'one 1/2 lost': inOneOperation(/[+-]?1\/2/, () => ''),
  'all 1/2 lost': inAllOperations(/[+-]?1\/2/g, () => ''),
  'thirds and sixths lost': inAllOperations(/[+-]?\d\/[36]/g, () => ''),
  'quarters lost': inAllOperations(/[+-]?\d\/[48]/g, () => ''),
  'sixths are thirds': inAllOperations(/(\d)\/6/g, () => '1/3'),
  'one quarter is three': inOneOperation(/[13]\/4/, (text) => (text === '1/4' ? '3/4' : '1/4')),
  'thirds exchanged': inAllOperations(/[12]\/3/g, (text) => (text === '1/3' ? '2/3' : '1/3')),
  'one minus lost': inOneOperation(/-(?=[xyz])/, () => ''),
  'one minus more': inOneOperation(/(?<![-\w])[xyz]/, (text) => `-${text}`),
  'one axis exchanged': inOneOperation(/[xyz]/, (text) => ({ x: 'y', y: 'z', z: 'x' })[text]!),
  'operations of another setting': (stated, crystal, random) => {
    const other = otherSetting(crystal, random);
    return other === undefined ? undefined : withOperations(stated, () => operationsOf(other));
  },
  'operations of another group': (stated, crystal, random) =>
    withOperations(stated, () => operationsOf(otherGroup(crystal, random))),
  'H-M of another setting': (stated, crystal, random) => {
    const other = otherSetting(crystal, random);
    if (other === undefined || stated.hermannMauguin === undefined) return undefined;
    return { ...stated, hermannMauguin: other.setting.hmExtended };
  },
  'H-M of another group': (stated, crystal, random) => {
    if (stated.hermannMauguin === undefined) return undefined;
    const { setting } = otherGroup(crystal, random);
    return { ...stated, hermannMauguin: random.next() < 0.5 ? setting.hmExtended : setting.hmShort };
  },
  'mark of origin or axes missing': (stated, { group }) => {
    if (!/:[12HR]$/.test(group.setting.hmExtended) || stated.hermannMauguin === undefined) return undefined;
    const hermannMauguin = group.setting.hmExtended.replace(/:.$/, '');
    return { ...stated, hermannMauguin, operations: undefined, hall: undefined };
  },
  'short symbol alone': (stated, { group }) => {
    if (stated.hermannMauguin === undefined || group.setting.hmShort === group.setting.hmExtended) return undefined;
    return { ...stated, hermannMauguin: group.setting.hmShort, operations: undefined, hall: undefined };
  },
  'number alone': (stated) => {
    if (stated.number === undefined) return undefined;
    return { ...stated, hermannMauguin: undefined, operations: undefined, hall: undefined };
  },
  'no symmetry stated': (stated, { group }) => {
    if (group.number === 1) return undefined;
    return { ...stated, hermannMauguin: undefined, operations: undefined, hall: undefined, number: undefined };
  },
  'P 1 instead of the operations': (stated, { group }) =>
    group.number === 1 ? undefined : withOperations(stated, () => ['x,y,z']),
  'Hall of another setting': (stated, crystal, random) => {
    const other = otherSetting(crystal, random);
    return other === undefined || stated.hall === undefined ? undefined : { ...stated, hall: other.setting.hall };
  },
  'Hall of another group': (stated, crystal, random) =>
    stated.hall === undefined ? undefined : { ...stated, hall: otherGroup(crystal, random).setting.hall },
  'number of another group': (stated, crystal, random) =>
    stated.number === undefined ? undefined : { ...stated, number: otherGroup(crystal, random).number },
  'crystal system wrong': (stated, crystal, random) =>
    stated.system === undefined
      ? undefined
      : { ...stated, system: otherGroup(crystal, random).crystalSystem === stated.system ? 'orthorhombic' : 'cubic' },
  'Z wrong': (stated, _, random) => {
    if (stated.z === undefined) return undefined;
    const z = random.pick([2, 0.5, 3, 4, 1 / 2].map((factor) => factor * stated.z!).filter((n) => n >= 1));
    return { ...stated, z: Math.round(z) === stated.z ? stated.z + 1 : Math.round(z) };
  },
  'element missing in the formula': (stated, _, random) =>
    changedFormula(stated, (formula) => formula.delete(random.pick([...formula.keys()]))),
  'count of the formula wrong': (stated, _, random) =>
    changedFormula(stated, (formula) => {
      const element = random.pick([...formula.keys()]);
      const count = formula.get(element)!;
      formula.set(element, Math.max(1, random.pick([count + 1, count - 1, 2 * count])) + (count === 1 ? 1 : 0));
    }),
  'formula of a multiple': (stated, _, random) =>
    changedFormula(stated, (formula) => {
      const factor = random.pick([2, 3, 4]);
      for (const [element, count] of formula) formula.set(element, factor * count);
    }),
  'density wrong': (stated, _, random) =>
    stated.density === undefined
      ? undefined
      : { ...stated, density: +(stated.density * random.pick(FACTORS)).toFixed(3) },
  'volume wrong': (stated, _, random) =>
    stated.volume === undefined ? undefined : { ...stated, volume: +(stated.volume * random.pick(FACTORS)).toFixed(2) },
  'cell mistyped': (stated, _, random) => {
    const name = random.pick(CELL.slice(0, 3)) as CellName;
    const made = mistyped(stated.cell[name], random);
    return made === undefined ? undefined : { ...stated, cell: { ...stated.cell, [name]: made } };
  },
  'angle mistyped': (stated, _, random) => {
    const name = random.pick(CELL.slice(3)) as CellName;
    const made = random.next() < 0.3 ? '90' : mistyped(stated.cell[name], random);
    if (made === undefined || Math.abs(Number(made) - Number(stated.cell[name])) < 1) return undefined;
    return { ...stated, cell: { ...stated.cell, [name]: made } };
  },
  'multiplicity wrong': (stated, _, random) =>
    atRandomAtom(stated, random, (atom) =>
      atom.multiplicity === undefined
        ? undefined
        : {
            ...atom,
            multiplicity:
              Math.ceil(atom.multiplicity * random.pick([2, 0.5, 3, 4])) + (atom.multiplicity === 1 ? 1 : 0),
          },
    ),
  'Wyckoff letter wrong': (stated, { group }, random) =>
    atRandomAtom(stated, random, (atom) => {
      const others = group.wyckoff.filter(({ letter }) => letter !== atom.letter);
      return atom.letter === undefined || others.length === 0
        ? undefined
        : { ...atom, letter: random.pick(others).letter };
    }),
  'coordinate mistyped': (stated, _, random) =>
    atRandomAtom(stated, random, (atom) => {
      const axis = random.integer(0, 2);
      const made = mistypedFraction(atom.position[axis]!, random);
      const position = atom.position.with(axis, made ?? '') as unknown as StatedAtom['position'];
      return made === undefined ? undefined : { ...atom, position };
    }),
  'coordinates exchanged': (stated, _, random) =>
    atRandomAtom(stated, random, ({ position: [x, y, z], ...atom }) =>
      y === z ? undefined : { ...atom, position: [x, z, y] },
    ),
  'row missing': (stated, _, random) =>
    stated.atoms.length < 2
      ? undefined
      : { ...stated, atoms: stated.atoms.toSpliced(random.integer(0, stated.atoms.length - 1), 1) },
  'row twice': (stated, _, random) => {
    const atom = random.pick(stated.atoms);
    return { ...stated, atoms: [...stated.atoms, random.next() < 0.5 ? atom : { ...atom, label: `${atom.label}B` }] };
  },
  'row twice, at another image': (stated, { group }, random) => {
    const atom = random.pick(stated.atoms);
    const image = random.pick(group.operations).apply(atom.position.map(Number) as [number, number, number]);
    const position = image.map((x) => (x - Math.floor(x)).toFixed(4)) as unknown as StatedAtom['position'];
    return { ...stated, atoms: [...stated.atoms, { ...atom, label: `${atom.label}B`, position }] };
  },
  'row too many': (stated, _, random) => {
    const position = [0, 1, 2].map(() => random.next().toFixed(4)) as unknown as StatedAtom['position'];
    const atom = { ...random.pick(stated.atoms), position };
    return { ...stated, atoms: [...stated.atoms, { ...atom, label: `${atom.type}99` }] };
  },
  'occupancy wrong': (stated, _, random) =>
    atRandomAtom(stated, random, (atom) => {
      const share = random.pick(
        [0.1, 0.25, 0.5, 0.75, 0.9, 1].filter((x) => Math.abs(x - Number(atom.occupancy)) > 0.05),
      );
      return { ...atom, occupancy: String(share) };
    }),
  'element wrong': (stated, _, random) =>
    atRandomAtom(stated, random, (atom) => {
      const type = otherElement(stated, random);
      return { ...atom, type, label: `${type}1` };
    }),
  'elements exchanged': (stated, _, random) => {
    const types = [...new Set(stated.atoms.map(({ type }) => type))];
    if (types.length < 2) return undefined;
    const [p, q] = random.shuffled(types) as [string, string];
    const changed = (type: string): string => (type === p ? q : type === q ? p : type);
    return {
      ...stated,
      atoms: stated.atoms.map((atom) => ({
        ...atom,
        type: changed(atom.type),
        label: atom.label.replace(/^[A-Za-z]+/, changed),
      })),
    };
  },
  'all atoms of the cell listed': (stated, { structure }) => ({
    ...stated,
    atoms: structure.sites.flatMap(({ position, species }, i) =>
      species.map(({ element, occupancy }): StatedAtom => ({
        label: `${element}${i + 1}`,
        type: element,
        position: position.map((x) => x.toFixed(5)) as unknown as StatedAtom['position'],
        occupancy: String(occupancy),
      })),
    ),
  }),
  'type of one atom wrong, label right': (stated, _, random) =>
    !stated.hasTypes
      ? undefined
      : atRandomAtom(stated, random, (atom) => ({ ...atom, type: otherElement(stated, random) })),
};
