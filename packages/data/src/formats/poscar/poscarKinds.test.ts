import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Structure } from '../../structure/structure.js';
import { readPoscar, type ReadPoscarOptions } from './readPoscar.js';
import { writePoscar } from './writePoscar.js';

/** A file with everything behind the lattice as given. */
const poscar = (comment: string, ...rest: string[]): string =>
  [comment, '1.0', '5 0 0', '0 6 0', '0 0 7', ...rest, ''].join('\n');
const ROWS = ['0 0 0', '.5 .5 .5', '.5 0 .5'];
const direct = (comment: string, species: readonly string[], rows: readonly string[] = ROWS): string =>
  poscar(comment, ...species, 'Direct', ...rows);

const elementsOf = (text: string, options?: ReadPoscarOptions): string =>
  readPoscar(text, options)
    .structure.sites.map(({ species }) => species[0]!.element)
    .join(' ');
const codesOf = (text: string): string[] =>
  readPoscar(text).diagnostics.map(({ severity, code }) => `${severity} ${code}`);

describe('names and numbers of a POSCAR', () => {
  it.each([
    ['over several lines', [' Fe Cr', ' Ni', ' 1 1', ' 1'], 'Fe Cr Ni'],
    ['names over several lines', ['Fe', 'Cr', 'Ni', '1 1 1'], 'Fe Cr Ni'],
    ['numbers over several lines', ['Fe Cr Ni', '1', '1', '1'], 'Fe Cr Ni'],
    ['with comments', ['Fe Ni ! names', '2 # two of iron', '1 ! one'], 'Fe Fe Ni'],
    ['with words behind', ['Fe Ni as ordered', '2 1 atoms'], 'Fe Fe Ni'],
    ['in capitals', ['NA CL', '1 2'], 'Na Cl Cl'],
    ['in capitals: one name is one species', ['CO SI', '1 2'], 'Co Si Si'],
    ['in small letters', ['na cl', '1 2'], 'Na Cl Cl'],
    ['of potentials', ['Ti_sv O_s', '1 2'], 'Ti O O'],
    ['of VASP 6', ['Fe_pv/3a2bC1 Na/', '1 2'], 'Fe Na Na'],
    ['of VASP 6, cut off', ['Ga_d_GW/1f Zr_sv_', '1 2'], 'Ga Zr Zr'],
    ['numbered', ['Fe1 Fe2 O', '1 1 1'], 'Fe Fe O'],
    ['with charges', ['Fe3+ Na+ O2-', '1 1 1'], 'Fe Na O'],
    ['with a species of no atoms', ['Fe O Ni', '1 0 2'], 'Fe Ni Ni'],
  ])('%s', (_, species, expected) => {
    for (const mode of ['lenient', 'strict'] as const)
      expect(elementsOf(direct('text', species), { mode })).toBe(expected);
  });

  it.each([
    ['of pseudo-hydrogen', ['Ga H.75 H1.25', '1 1 1'], 'Ga H H', ['note species-guessed']],
    ['of other potentials of hydrogen', ['Ga H_h H_s', '1 1 1'], 'Ga H H', []],
  ])('%s', (_, species, expected, codes) => {
    const text = direct('text', species);
    expect([elementsOf(text), codesOf(text)]).toEqual([expected, codes]);
  });

  it.each([
    ['a group of atoms', ['OH NO', '1 2'], '"OH"'],
    ['radicals in capitals are no superheavy elements', ['NO CN', '1 2'], '"NO"'],
    ['a formula', ['H2O Na', '1 2'], '"H2O"'],
    ['an unknown symbol on the second line', ['Fe Cr', 'Qx', '1 1 1'], 'expected the numbers of atoms'],
    ['a name too many', ['Fe Cr Ni', '1 2'], '"Ni" is named, but has no number of atoms'],
    ['a name too few', ['Fe', '1 2'], '2 species have numbers of atoms, but 1 have names'],
    ['a number too many, on another line', ['Fe Cr', '1', '1 1'], '3 species have numbers of atoms, but 2 have names'],
    ['a number with a fraction', ['Fe Cr', '1 1.5'], 'expected the numbers of atoms'],
    ['a negative number', ['Fe Cr', '1 -2'], 'expected the numbers of atoms'],
  ])('refused: %s', (_, species, message) => {
    for (const mode of ['lenient', 'strict'] as const)
      expect(() => readPoscar(direct('Fe Cr Ni', species), { mode })).toThrow(message);
  });

  it('the scale factor is one number or three', () => {
    const scaled = (scale: string): string => direct('c', ['Fe', '3']).replace('1.0', scale);
    expect(readPoscar(scaled('1.0 ! Å')).structure.volume).toBeCloseTo(210, 9);
    expect(readPoscar(scaled('2 1 1 # stretched')).structure.volume).toBeCloseTo(420, 9);
    expect(() => readPoscar(scaled('2 1'))).toThrow('line 2: POSCAR: the scale factor must be one number');
  });
});

describe('elements of a VASP 4 file', () => {
  it.each([
    ['symbols', ['0 0 0 Ge', '.5 .5 .5 Ge', '.5 0 .5 C'], 'Ge Ge C'],
    ['labels', ['0 0 0 Ge1', '.5 .5 .5 Ge2', '.5 0 .5 C1 corner'], 'Ge Ge C'],
    ['symbols with charges', ['0 0 0 Ge4+', '.5 .5 .5 Ge4+', '.5 0 .5 C-'], 'Ge Ge C'],
    ['symbols in capitals', ['0 0 0 GE', '.5 .5 .5 GE', '.5 0 .5 C'], 'Ge Ge C'],
    ['symbols in comments', ['0 0 0 ! Ge', '.5 .5 .5 !Ge', '.5 0 .5 # C'], 'Ge Ge C'],
  ])('are %s behind the coordinates', (_, rows, expected) => {
    const text = direct('Na Cl', ['2 1'], rows);
    expect([elementsOf(text), codesOf(text)]).toEqual([expected, ['note species-guessed']]);
  });

  it('and the flags are those behind the symbols', () => {
    const rows = ['0 0 0 Ge T F T', '.5 .5 .5 Ge F F F', '.5 0 .5 F T T T'];
    const { structure } = readPoscar(poscar('c', '2 1', 'Selective dynamics', 'Direct', ...rows));
    expect(structure.formula).toBe('Ge2 F1');
    expect(structure.sites.map(({ properties }) => properties?.['selectiveDynamics'])).toEqual([
      [true, false, true],
      [false, false, false],
      [true, true, true],
    ]);
  });

  it.each([
    ['within a species', ['0 0 0 Ge', '.5 .5 .5 C', '.5 0 .5 C'], 'Ge and C stand behind'],
    ['at some atoms only', ['0 0 0 Ge', '.5 .5 .5', '.5 0 .5 C'], 'only 2 of 3 atoms have a symbol'],
    ['that are none', ['0 0 0 one', '.5 .5 .5 two', '.5 0 .5 three'], 'give the option species with 2 symbols'],
    ['in comments of some atoms', ['0 0 0 ! In', '.5 .5 .5', '.5 0 .5'], 'give the option species with 2 symbols'],
  ])('refused: symbols %s', (_, rows, message) =>
    expect(() => readPoscar(direct('text', ['2 1'], rows))).toThrow(message),
  );

  it.each([
    ['C # it cannot read this', ['3'], 'C C C'],
    ['C# it cannot read this', ['3 # three'], 'C C C'],
    ['C (diamond)', ['3'], 'C C C'],
    ['Si bulk', ['3'], 'Si Si Si'],
    ['Ga As zincblende', ['1 2'], 'Ga As As'],
    ['Ti_sv O_s: rutile', ['1 2'], 'Ti O O'],
    ['Na, Cl', ['1 2'], 'Na Cl Cl'],
  ])('are the symbols with which the comment begins: %s', (comment, counts, expected) => {
    const text = direct(comment, counts);
    expect([elementsOf(text), codesOf(text)]).toEqual([expected, ['repair species-guessed']]);
    expect(() => readPoscar(text, { mode: 'strict' })).toThrow('line 1: POSCAR: the file names no elements (VASP 4)');
  });

  it.each([
    ['P 1', ['3']],
    ['C 2/m', ['3']],
    ['I 41/a m d', ['3']],
    ['K point test', ['3']],
    ['No title', ['3']],
    ['In progress', ['3']],
    ['As relaxed', ['3']],
    ['I made this', ['3']],
    ['S matrix elements', ['3']],
    ['Ga As zincblende', ['3']],
    ['Ga As P', ['1 2']],
    ['Ga arsenide', ['1 2']],
    ['relaxed Ga As', ['1 2']],
    ['GA AS', ['1 2']],
    ['', ['3']],
  ])('refused: the comment %j', (comment, counts) =>
    expect(() => readPoscar(direct(comment, counts))).toThrow(
      /line 1: .*give the option species with .*--species Na,Cl/,
    ),
  );

  it('are those of the option, which the file must not contradict', () => {
    const text = direct('Ga As', ['1 2']);
    expect(elementsOf(text, { species: ['Ti_sv', 'O'], mode: 'strict' })).toBe('Ti O O');
    const named = direct('Ga As', ['1 2'], ['0 0 0 Na', '.5 .5 .5 Cl', '.5 0 .5 Cl']);
    expect(elementsOf(named, { species: ['Na', 'Cl'] })).toBe('Na Cl Cl');
    expect(() => elementsOf(named, { species: ['K', 'Cl'] })).toThrow('atom 1 is K by the option species, but "Na"');
    expect(() => elementsOf(text, { species: ['Ti', 'Qx'] })).toThrow('the option species must be 2 symbols');
  });
});

describe('what stands behind the coordinates', () => {
  const selective = (species: string, ...rows: string[]): string =>
    poscar('c', species, '2 1', 'Selective dynamics', 'Cartesian', ...rows);
  const flagsOf = (text: string): unknown[] =>
    readPoscar(text, { mode: 'strict' }).structure.sites.map(({ properties }) =>
      ((properties?.['selectiveDynamics'] ?? []) as boolean[]).map((free) => (free ? 'T' : 'F')).join(''),
    );

  it.each([
    ['a symbol before the flags', 'C H', ['0 0 0 C T T T', '1 1 1 C T F F', '2 2 2 H F F T'], ['TTT', 'TFF', 'FFT']],
    ['a symbol behind the flags', 'C H', ['0 0 0 T T T C', '1 1 1 T F F C1', '2 2 2 F F T H'], ['TTT', 'TFF', 'FFT']],
    ['words of Fortran', 'C H', ['0 0 0 .TRUE. .T. t', '1 1 1 T .false. f', '2 2 2 F F TRUE'], ['TTT', 'TFF', 'FFT']],
    ['fluorine before the flags', 'F H', ['0 0 0 F T T T', '1 1 1 F T F F', '2 2 2 H F F T'], ['TTT', 'TFF', 'FFT']],
    ['fluorine behind the flags', 'F H', ['0 0 0 F T T F', '1 1 1 T F F F', '2 2 2 F F T H'], ['FTT', 'TFF', 'FFT']],
    ['nothing but flags', 'C H', ['0 0 0 F T T', '1 1 1 T F F ! F', '2 2 2 F F T'], ['FTT', 'TFF', 'FFT']],
    [
      'a letter where no atom is fluorine',
      'C H',
      ['0 0 0 F T T T', '1 1 1 T F F', '2 2 2 F F T'],
      ['FTT', 'TFF', 'FFT'],
    ],
  ])('flags: %s', (_, species, rows, expected) => {
    const text = selective(species, ...rows);
    expect(flagsOf(text)).toEqual(expected);
    expect(flagsOf(writePoscar(readPoscar(text).structure))).toEqual(expected);
  });

  it.each(['Selective dynamics', 'selective', ' S', 'Sel. dyn. ! slab'])('flags follow %j', (line) => {
    const rows = ['0 0 0 T F T', '1 1 1 F F F', '2 2 2 T T T'];
    const text = poscar('c', 'C H', '2 1', line, 'Cartesian', ...rows);
    expect(flagsOf(text)).toEqual(['TFT', 'FFF', 'TTT']);
  });

  it.each([
    ['Direct', 0.5],
    [' d', 0.5],
    ['direct # fractions', 0.5],
    ['Direct(3) (A1B2)', 0.5],
    ['Cartesian', 0.1],
    ['cart', 0.1],
    [' C ', 0.1],
    ['Kartesisch', 0.1],
  ])('coordinates are as %j says', (line, expected) => {
    const text = poscar('c', 'C H', '2 1', line, ...ROWS);
    const { structure } = readPoscar(text, { mode: 'strict' });
    expect(structure.sites[1]!.position[0]).toBeCloseTo(expected, 12);
  });

  it('flags that are missing are told, others than three are refused', () => {
    const text = selective('C H', '0 0 0 T T T', '1 1 1 C', '2 2 2 F F F');
    expect(readPoscar(text).diagnostics).toMatchObject([
      {
        severity: 'repair',
        code: 'value-missing',
        line: 11,
        message: expect.stringContaining('1 of 3 atoms have no flags'),
      },
    ]);
    expect(() => readPoscar(text, { mode: 'strict' })).toThrow('line 11: POSCAR: 1 of 3 atoms have no flags');
    for (const words of ['T T', 'C T T', 'T T 0'])
      expect(() => readPoscar(selective('C H', '0 0 0 T T T', `1 1 1 ${words}`, '2 2 2 F F F'))).toThrow(
        'line 11: POSCAR: expected three flags T or F behind the coordinates of atom 2',
      );
  });

  it.each([
    [['0 0 0 Na', '.5 .5 .5 Cl', '.5 0 .5 Cl']],
    [['0 0 0 Na1', '.5 .5 .5 CL1', '.5 0 .5 Cl2 top']],
    [['0 0 0', '.5 .5 .5', '.5 0 .5 Cl']],
    [['0 0 0 In plane', '.5 .5 .5', '.5 0 .5 above']],
    [['0 0 0 ! In plane', '.5 .5 .5', '.5 0 .5']],
    [['0 0 0 # Na', '.5 .5 .5 # Cl', '.5 0 .5 #Cl']],
    [['0 0 0 T T T', '.5 .5 .5 F F F', '.5 0 .5 T F T']],
    [['0 0 0 0.1', '.5 .5 .5 0.2', '.5 0 .5 0.3']],
  ])('names that agree with the line of names, and other words: %j', (rows) => {
    expect(elementsOf(direct('K F', ['Na Cl', '1 2'], rows))).toBe('Na Cl Cl');
  });

  it.each([
    [['0 0 0 Na', '.5 .5 .5 Na', '.5 0 .5 Cl'], 'line 10: POSCAR: atom 2 is Cl by the line of names, but "Na" stands'],
    [['0 0 0 Cl', '.5 .5 .5 Na', '.5 0 .5 Na'], 'line 9: POSCAR: atom 1 is Na by the line of names, but "Cl" stands'],
    [['0 0 0 Na+', '.5 .5 .5 Na+', '.5 0 .5 Cl-'], 'atom 2 is Cl by the line of names, but "Na+" stands'],
    [['0 0 0', '.5 .5 .5 K', '.5 0 .5'], 'atom 2 is Cl by the line of names, but "K" stands'],
    [['0 0 0 ! Na', '.5 .5 .5 ! Na', '.5 0 .5 ! Cl'], 'atom 2 is Cl by the line of names, but "Na" stands'],
  ])('refused: names that contradict the line of names: %j', (rows, message) => {
    for (const mode of ['lenient', 'strict'] as const)
      expect(() => readPoscar(direct('K F', ['Na Cl', '1 2'], rows), { mode })).toThrow(message);
  });
});

describe('what follows the coordinates', () => {
  const followed = (...lines: string[]): string => direct('c', ['Na Cl', '1 2'], [...ROWS, ...lines]);
  const SHIFTED = ['.1 .1 .1', '.2 .2 .2', '.3 .3 .3'];

  it.each([
    ['velocities', ['', ...SHIFTED]],
    ['velocities behind several empty lines', ['', ' ', ...SHIFTED, '']],
    ['velocities behind a word', ['Cartesian', ...SHIFTED]],
    [
      'velocities and a predictor-corrector block',
      ['', ...SHIFTED, '', '1', '0.5E+00', '0 0 0 0', ...SHIFTED, ...SHIFTED],
    ],
    ['velocities of the lattice', ['Lattice velocities and vectors', '1', ...SHIFTED, ...SHIFTED]],
    ['a charge density', ['', '2 2 2', '0.1 0.2 0.3 0.4 0.5', '0.6 0.7 0.8']],
    ['words', ['', 'made by hand', '1 2 3']],
  ])('%s', (_, lines) => expect(elementsOf(followed(...lines), { mode: 'strict' })).toBe('Na Cl Cl'));

  it.each([
    ['a further step', ['Direct configuration=     2', ...SHIFTED]],
    ['another POSCAR', ['second', '1.0', '5 0 0', '0 6 0', '0 0 7', 'K', '1', 'Direct', '0 0 0']],
    ['another POSCAR behind empty lines', ['', '', 'second', '1.0', '5 0 0', '0 6 0', '0 0 7', 'K', '1', 'D', '0 0 0']],
  ])('%s is told, strict mode refuses it', (_, lines) => {
    expect([elementsOf(followed(...lines)), codesOf(followed(...lines))]).toEqual([
      'Na Cl Cl',
      ['warning record-refused'],
    ]);
    expect(() => readPoscar(followed(...lines), { mode: 'strict' })).toThrow(
      /line 1[24]: .*a further structure begins here/,
    );
  });

  it.each([
    ['one atom more', ['.1 .1 .1'], 'there are more coordinates than the 3 atoms'],
    ['one atom more, then an empty line', ['.1 .1 .1', ''], 'there are more coordinates than the 3 atoms'],
    ['as many atoms more', SHIFTED, 'there are more coordinates than the 3 atoms'],
    ['one atom more behind an empty line', ['', '.1 .1 .1'], '1 lines of three numbers follow the coordinates'],
    ['too many for velocities', ['', ...SHIFTED, '.4 .4 .4'], '4 lines of three numbers follow the coordinates'],
    ['one atom more with whole coordinates', ['', '1 1 1', ''], '1 lines of three numbers follow the coordinates'],
  ])('refused: %s', (_, lines, message) => {
    for (const mode of ['lenient', 'strict'] as const)
      expect(() => readPoscar(followed(...lines), { mode })).toThrow(message);
  });
});

describe('any structure with flags', () => {
  it('is the same when it was written and read', () => {
    const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
    const site = fc.record({
      position: fc.tuple(coordinate, coordinate, coordinate),
      species: fc.constantFrom('Na', 'F', 'C', 'Ti', 'H'),
      free: fc.option(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(site, { minLength: 1, maxLength: 8 }), (sites) => {
        const structure = Structure.of({
          lattice: { a: 5, b: 6, c: 7, alpha: 80, beta: 95, gamma: 110 },
          sites: sites.map(({ position, species, free }) => ({
            position,
            species,
            ...(free === undefined ? {} : { properties: { selectiveDynamics: free } }),
          })),
        });
        const again = readPoscar(writePoscar(structure), { mode: 'strict' }).structure;
        const dynamic = sites.some(({ free }) => free !== undefined);
        const elements = [...new Set(sites.map(({ species }) => species))];
        const sorted = elements.flatMap((element) => sites.filter(({ species }) => species === element));
        expect(
          again.sites.map(({ species, properties }) => [species[0]!.element, properties?.['selectiveDynamics']]),
        ).toEqual(sorted.map(({ species, free }) => [species, dynamic ? (free ?? [true, true, true]) : undefined]));
        again.sites.forEach(({ position }, i) =>
          position.forEach((x, k) => expect(x).toBeCloseTo(sorted[i]!.position[k]!, 11)),
        );
      }),
    );
  });
});
