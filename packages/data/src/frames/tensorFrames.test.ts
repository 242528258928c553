import { det, type Mat3, matMul, matOfRows, rotateTensor, rowsOf, transpose } from '@crystal-fourier/math3';
import { spaceGroup } from '@crystal-fourier/spacegroups';
import { beforeAll, describe, expect, it } from 'vitest';
import { crystalOfGroup } from '../../test/support/generatedCrystal.js';
import { RandomGeometry } from '../../test/support/randomGeometry.js';
import { initMoyo } from '../standardize/moyo.js';
import { standardize } from '../standardize/standardize.js';
import { rowsOfParameters } from '../structure/lattice.js';
import { Structure } from '../structure/structure.js';
import { axesAX, axesCZ, axesOfClass, axesOfIeee, axesOfPrimitive, axesReciprocalAX } from './frameAxes.js';
import { chosenFrame } from './frameChoice.js';
import { nearestConventionalCell } from './nearestCell.js';
import { checkTensorFields, fitsSymmetry, framedTensors } from './framedTensors.js';
import { frameRotation, TENSOR_FRAMES } from './tensorFrames.js';

beforeAll(() => initMoyo());

const rows = (a: number, b: number, c: number, alpha = 90, beta = 90, gamma = 90) =>
  rowsOfParameters({ a, b, c, alpha, beta, gamma });
const expectClose = (found: readonly number[], expected: readonly number[], digits = 9): void =>
  expect(found).toEqual(expected.map((value) => expect.closeTo(value, digits) as number));
/** Vectors of a cell in a frame, row by row. */
const inFrame = (lattice: ReturnType<typeof rows>, axes: Mat3): number[] => [
  ...matMul(matOfRows(lattice), transpose(axes)),
];

describe('axes of frames', () => {
  it('turn the vectors of a cell where the frames have them', () => {
    const random = new RandomGeometry(1);
    const cell = rows(3, 4, 5, 80, 95, 105);
    const turned = rowsOf(matMul(matOfRows(cell), transpose(random.rotation())));
    expectClose(inFrame(turned, axesAX(turned)), cell.flat());
    const cz = inFrame(turned, axesCZ(turned));
    // c along z, b* along y: a and c have no component along y.
    expectClose([cz[1]!, cz[6]!, cz[7]!, cz[8]!], [0, 0, 0, 5]);
    // /usr/bin/python3 with pymatgen 2022.11.7: Lattice.from_parameters(3, 4, 5, 80, 95, 105).matrix
    expectClose(
      cz,
      [2.988584094275237, 0, -0.2614672282429747, -0.9784617792805795, 3.8157769212539607, 0.6945927106677218, 0, 0, 5],
    );
    const reciprocal = inFrame(turned, axesReciprocalAX(turned));
    expectClose([reciprocal[3]!, reciprocal[6]!, reciprocal[7]!, reciprocal[8]!], [0, 0, 0, 5]);
    for (const axes of [axesAX, axesCZ, axesReciprocalAX]) expect(det(axes(turned))).toBeCloseTo(1, 12);
  });

  it('of tensors’ classes have a* along x where the elements of the class are turned', () => {
    const hexagonal = rows(3, 3, 5, 90, 90, 120);
    expectClose(inFrame(hexagonal, axesOfClass(hexagonal, spaceGroup(187))).slice(0, 3), [3, 0, 0]);
    expectClose(inFrame(hexagonal, axesOfClass(hexagonal, spaceGroup(189))).slice(0, 3), [
      3 * Math.cos(Math.PI / 6),
      -1.5,
      0,
    ]);
  });

  it('of IEEE are those of pymatgen', () => {
    // Tensor.get_ieee_rotation sorts the axes by their lengths.
    expectClose(
      inFrame(rows(3, 5, 4), axesOfIeee(rows(3, 5, 4), spaceGroup(62))).map(Math.abs),
      [0, 0, 3, 0, 5, 0, 4, 0, 0],
    );
    expectClose(
      inFrame(rows(4, 4, 3), axesOfIeee(rows(4, 4, 3), spaceGroup(136))).map(Math.abs),
      [0, 0, 4, 0, 4, 0, 3, 0, 0],
    );
    expectClose(inFrame(rows(3, 3, 4), axesOfIeee(rows(3, 3, 4), spaceGroup(136))), [3, 0, 0, 0, 3, 0, 0, 0, 4]);
    const monoclinic = rows(6, 3, 4, 90, 110, 90);
    const [, , , , by, , cx, cy, cz] = inFrame(monoclinic, axesOfIeee(monoclinic, spaceGroup(14)));
    expectClose([by!, cx!, cy!, cz!], [3, 0, 0, 4]);
    const triclinic = rows(6, 3, 4, 80, 75, 95);
    const axes = axesOfIeee(triclinic, spaceGroup(2));
    // The longest along z, the shortest in the xz plane with positive x.
    const [, , az, bx, by2] = inFrame(triclinic, axes);
    expectClose([az!, by2!], [6, 0]);
    expect(bx).toBeGreaterThan(0);
  });

  it('of primitive cells are those of the conventional cells of Setyawan and Curtarolo', () => {
    // /usr/bin/python3 with pymatgen 2022.11.7: SpacegroupAnalyzer.get_primitive_standard_structure of mp-15794 (R), and cells by their definition
    const r = rows(6.78821925, 6.78821925, 6.78821925, 34.37292167, 34.37292167, 34.37292167);
    expectClose(
      inFrame(r, axesOfPrimitive(r, spaceGroup(166))!),
      [6.485113124, -2.005798682, 0, 6.485113124, 2.005798682, 0, 5.864734069, 0, 3.41830585],
      6,
    );
    const fcc = rows(4, 4, 4, 60, 60, 60);
    const s = 4 / Math.sqrt(2);
    expectClose(inFrame(fcc, axesOfPrimitive(fcc, spaceGroup(225))!), [0, s, s, s, 0, s, s, s, 0]);
    const angle = (Math.acos(-1 / 3) * 180) / Math.PI;
    const bcc = rows(3, 3, 3, angle, angle, angle);
    const h = 3 / Math.sqrt(3);
    expectClose(inFrame(bcc, axesOfPrimitive(bcc, spaceGroup(229))!), [-h, h, h, h, -h, h, h, h, -h]);
    const hexagonal = rows(3, 3, 5, 90, 90, 120);
    expectClose(inFrame(hexagonal, axesOfPrimitive(hexagonal, spaceGroup(194))!).slice(0, 6), [
      1.5,
      -1.5 * Math.sqrt(3),
      0,
      1.5,
      1.5 * Math.sqrt(3),
      0,
    ]);
  });

  it('of primitive cells are unknown for a cell that is not primitive', () => {
    for (const number of [225, 229]) expect(axesOfPrimitive(rows(4, 4, 4), spaceGroup(number))).toBeUndefined();
    expect(axesOfPrimitive(rows(4, 4, 9, 90, 90, 120), spaceGroup(166))).toBeUndefined();
    expect(axesOfPrimitive(rows(4, 5, 9), spaceGroup(63))).toBeUndefined();
  });
});

/** Rutile on the axes of a file. */
const rutile = (
  lattice: Structure['lattice'] | { a: number; b: number; c: number; alpha: number; beta: number; gamma: number },
): Structure =>
  Structure.of({
    lattice,
    sites: [
      { position: [0, 0, 0], species: 'Ti' },
      { position: [0.5, 0.5, 0.5], species: 'Ti' },
      ...[
        [0.305, 0.305, 0],
        [0.695, 0.695, 0],
        [0.805, 0.195, 0.5],
        [0.195, 0.805, 0.5],
      ].map((position) => ({ position, species: 'O' })),
    ],
  });

describe('frameRotation', () => {
  it('turns a tensor of every frame into the standard frame', () => {
    const R = new RandomGeometry(9).rotation();
    const cell = rows(4.59, 4.59, 2.96);
    const structure = rutile(rowsOf(matMul(matOfRows(cell), transpose(R))));
    const crystal = standardize(structure);
    const epsilon = [6, 0, 0, 0, 6, 0, 0, 0, 9]; // along a, b, c
    for (const frame of TENSOR_FRAMES) {
      const F = frameRotation(frame, { lattice: structure.lattice, crystal, poscar: cell })!;
      // The frame of the lattice is turned; IEEE as pymatgen has it has c along x, where c is shorter than a; the others have c along z.
      const given =
        frame === 'lattice' ? rotateTensor(epsilon, 2, R) : frame === 'ieee' ? [9, 0, 0, 0, 6, 0, 0, 0, 6] : epsilon;
      expectClose([...rotateTensor(given, 2, F)], epsilon);
    }
  });

  it('has no frame of a POSCAR that is of another cell, or of the other hand', () => {
    const structure = rutile(rows(4.59, 4.59, 2.96));
    const source = { lattice: structure.lattice, crystal: standardize(structure) };
    expect(frameRotation('poscar', source)).toBeUndefined();
    expect(frameRotation('poscar', { ...source, poscar: rows(4.59, 4.59, 5.92) })).toBeUndefined();
    const [a, b, c] = structure.lattice;
    expect(frameRotation('poscar', { ...source, poscar: [a, b, [-c[0], -c[1], -c[2]]] })).toBeUndefined();
    expect(frameRotation('poscar', { ...source, poscar: rows(4.5901, 4.5901, 2.96) })).toBeDefined();
  });
});

describe('nearestConventionalCell', () => {
  // Groups whose reference setting leaves no choice of the names of the axes, but of their directions.
  it.each([36, 82, 148, 152, 154, 161, 173, 186, 189, 198, 216])(
    'is the cell of the file where that is the conventional one of group %i',
    (number) => {
      const random = new RandomGeometry(number);
      const structure = crystalOfGroup(number, random);
      const R = random.rotation();
      // As it is, turned over, and the mirror image: canonical axes follow the structure, those of the file must not.
      const inverted = structure.sites.map(({ position: [x, y, z], ...site }) => ({ ...site, position: [-x, -y, -z] }));
      for (const sites of [structure.sites, inverted]) {
        const lattice = rowsOf(matMul(matOfRows(structure.lattice), transpose(R)));
        const crystal = standardize(Structure.of({ lattice, sites }), { handedness: 'merge' });
        expectClose(nearestConventionalCell(lattice, crystal).flat(), lattice.flat(), 5);
      }
    },
  );

  it('has the volume and the symmetry of the conventional cell for a primitive one', () => {
    const h = 2.7;
    const structure = Structure.of({
      lattice: [
        [0, h, h],
        [h, 0, h],
        [h, h, 0],
      ],
      sites: [
        { position: [0, 0, 0], species: 'Zn' },
        { position: [0.25, 0.25, 0.25], species: 'S' },
      ],
    });
    const cell = nearestConventionalCell(structure.lattice, standardize(structure));
    expectClose(
      [...matMul(matOfRows(cell), transpose(matOfRows(cell)))],
      [4 * h * h, 0, 0, 0, 4 * h * h, 0, 0, 0, 4 * h * h],
    );
    expect(det(matOfRows(cell))).toBeGreaterThan(0);
  });
});

describe('framedTensors', () => {
  it('shows the frames in which a tensor has the symmetry of its crystal', () => {
    const structure = rutile({ a: 2.96, b: 4.59, c: 4.59, alpha: 90, beta: 90, gamma: 90 });
    // The tetragonal axis of this cell is a, which must stand at the corner of the same crystal.
    const turned = Structure.of({
      lattice: structure.lattice,
      sites: structure.sites.map(({ position: [x, y, z], ...site }) => ({ ...site, position: [z, x, y] })),
    });
    const crystal = standardize(turned);
    expect(crystal.group.number).toBe(136);
    const values = Float64Array.of(9, 0, 0, 0, 6, 0, 0, 0, 6);
    const { e } = framedTensors(turned, crystal, { e: { kind: 'dielectric', values } }, { e: { kind: 'dielectric' } });
    const fitting = TENSOR_FRAMES.filter((frame) => e![frame] !== undefined && fitsSymmetry(e![frame]!));
    expect(fitting).toEqual(['lattice', 'c-z', 'a*-x', 'ieee', 'primitive']);
    expect(e!.conventional!.deviation).toBeGreaterThan(0.1);
    const one = framedTensors(
      turned,
      crystal,
      { e: { kind: 'dielectric', values } },
      { e: { kind: 'dielectric', frame: 'c-z' } },
    );
    expect(Object.keys(one.e!)).toEqual(['c-z']);
  });

  it('measures small tensors by the size of noise', () => {
    const components = (norm: number): Float64Array => Float64Array.of(norm, 0, 0, 0, 0, 0);
    expect(fitsSymmetry({ kind: 'dielectric', components: components(5), deviation: 0.06 })).toBe(false);
    expect(fitsSymmetry({ kind: 'dielectric', components: components(0.1), deviation: 0.06 })).toBe(true);
    expect(fitsSymmetry({ kind: 'dielectric', components: components(5), deviation: 0.04 })).toBe(true);
  });
});

describe('chosenFrame', () => {
  it('is the one in which most tensors fit, then the one that is preferred for the kind', () => {
    expect(chosenFrame('dielectric', { lattice: 3, 'c-z': 5, ieee: 4 })).toBe('c-z');
    expect(chosenFrame('dielectric', { lattice: 5, poscar: 5, ieee: 5 })).toBe('poscar');
    expect(chosenFrame('elastic', { lattice: 5, conventional: 5, ieee: 5 })).toBe('ieee');
    expect(chosenFrame('born', {})).toBe('lattice');
  });
});

describe('checkTensorFields', () => {
  it('refuses kinds and frames that there are not', () => {
    expect(() => checkTensorFields({ e: { kind: 'elastic', frame: 'auto' }, f: { kind: 'born' } })).not.toThrow();
    expect(() => checkTensorFields({ e: { kind: 'magnetic' as 'elastic' } })).toThrow(
      'the kind of the tensor "e" must be dielectric',
    );
    expect(() => checkTensorFields({ e: { kind: 'elastic', frame: 'xyz' as 'lattice' } })).toThrow(
      'the frame of the tensor "e" must be auto, lattice',
    );
  });
});
