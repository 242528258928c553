import { matVec, type Vec3 } from '@crystal-fourier/math3';
import { ChangeOfBasis } from '../operations/changeOfBasis.js';
import type { CoreSpaceGroup } from '../group/coreGroup.js';
import { axisOf, type Rotation } from '../operations/rotation.js';
import { SymOp } from '../operations/symOp.js';

/** Place of an axis direction in the oriented symbol, undefined for a direction that is no symmetry direction. */
type Scheme = (axis: Vec3) => number | undefined;

/** How a group's site-symmetry symbols are oriented. @internal */
export interface Orientation {
  /** Number of places; 0 where the symbol has none (triclinic, monoclinic). */
  readonly places: number;
  readonly placeOf: (r: Rotation) => number;
  /** True where the order of elements in one place follows cubic custom: `mm2..`, `m.m2`. */
  readonly cubic: boolean;
}

/** Triclinic, monoclinic or oblique. @internal */
export const UNORIENTED: Orientation = { places: 0, placeOf: () => 0, cubic: false };

const isZero = (c: number): boolean => c === 0;

const alongAxes: Scheme = (v) => (v.filter(isZero).length === 2 ? v.findIndex((c) => c !== 0) : undefined);

const tetragonal: Scheme = ([x, y, z]) => {
  if (z !== 0) return x === 0 && y === 0 ? 0 : undefined;
  if (x === 0 || y === 0) return 1;
  return Math.abs(x) === Math.abs(y) ? 2 : undefined;
};

const hexagonal: Scheme = ([x, y, z]) => {
  if (z !== 0) return x === 0 && y === 0 ? 0 : undefined;
  if (x === 0 || y === 0 || x === y) return 1;
  return x === -y || x === 2 * y || y === 2 * x ? 2 : undefined;
};

const cubic: Scheme = (v) => {
  if (v.some((c) => Math.abs(c) > 1)) return undefined;
  return [1, 2, 0][v.filter(isZero).length];
};

/** Symmetry directions of the plane groups: the point, then a, then b for a rectangular cell. @internal */
export const PLANE_SCHEMES: Readonly<Record<'rectangular' | 'square' | 'hexagonal', Scheme>> = {
  rectangular: (v) => ((alongAxes(v) as number) + 1) % 3,
  square: tetragonal,
  hexagonal,
};

const SCHEMES = { orthorhombic: alongAxes, tetragonal, trigonal: hexagonal, hexagonal, cubic };

/**
 * The symmetry directions of a group's site symmetries (International Tables A, 2.1.3.4 and 2.1.3.12): those of the crystal
 * system on the axes of the setting, if each place of the symbol there is one of the reference setting's; where it is not
 * (rhombohedral and primitive cells, hexagonal axes at 60°), those of the reference setting. @internal
 */
export function orientationOf(group: CoreSpaceGroup): Orientation {
  const { crystalSystem } = group;
  if (crystalSystem === 'triclinic' || crystalSystem === 'monoclinic') return UNORIENTED;
  const scheme = SCHEMES[crystalSystem];
  const places = group.bravais === 'hR' ? 2 : 3;
  const own = (r: Rotation): number => scheme(axisOf(r) as Vec3) ?? places;
  const linear = ChangeOfBasis.of(group.setting.toReference.P);
  const inReference = (r: Rotation): number => own(linear.conjugate(SymOp.unchecked(r, [0, 0, 0])).rotation);
  const rotations = group.representatives.map((op) => op.rotation).filter((r) => axisOf(r) !== null);
  const pairs = new Set(rotations.map((r) => `${own(r)}${inReference(r)}`));
  const isOneToOne = [0, 1].every((at) => new Set([...pairs].map((pair) => pair[at])).size === pairs.size);
  const placeOf = isOneToOne && rotations.every((r) => own(r) < places) ? own : inReference;
  return { places, placeOf, cubic: crystalSystem === 'cubic' };
}

/** Hermann–Mauguin symbol of the elements about one axis, from the types of the operations. */
function elementOf(types: ReadonlySet<string>): string {
  for (const n of ['6', '4']) if (types.has(n)) return types.has('m') ? `${n}/m` : n;
  for (const n of ['-6', '-4', '-3', '3']) if (types.has(n)) return n;
  return types.has('2') ? (types.has('m') ? '2/m' : '2') : 'm';
}

interface Axis {
  readonly direction: Vec3;
  readonly place: number;
  readonly types: Set<string>;
}

function axesOf(operations: readonly SymOp[], orientation: Orientation): Axis[] {
  const axes = new Map<string, Axis>();
  for (const op of operations) {
    const direction = op.axis;
    if (direction === null) continue;
    let axis = axes.get(direction.join());
    if (axis === undefined)
      axes.set(direction.join(), (axis = { direction, place: orientation.placeOf(op.rotation), types: new Set() }));
    axis.types.add(op.type);
  }
  return [...axes.values()];
}

/** Axes of one place that operations do not map onto each other: the element of each class. */
function inequivalent(axes: readonly Axis[], operations: readonly SymOp[]): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  for (const { direction, types } of axes) {
    if (done.has(direction.join())) continue;
    for (const op of operations) {
      const image = matVec(op.rot, direction);
      done.add(image.join()).add(image.map((c) => -c + 0).join());
    }
    found.push(elementOf(types));
  }
  return found;
}

/** `2/m` is written `m` beside other elements, `4/m` and `6/m` only in cubic point groups. */
function shorten(element: string, all: readonly string[]): string {
  if (all.length === 1 || !element.endsWith('/m')) return element;
  return element === '2/m' || all.some((e) => e.endsWith('3')) ? 'm' : element;
}

/**
 * The oriented site-symmetry symbol (International Tables A, 2.1.3.12): for each symmetry direction of the group the elements
 * of the site along it, or a dot. @internal
 */
export function siteSymbol(operations: readonly SymOp[], orientation: Orientation): string {
  const axes = axesOf(operations, orientation);
  if (axes.length === 0) return operations.length === 1 ? '1' : '-1';
  const places = Array.from({ length: orientation.places || 1 }, (_, place) => {
    const found = inequivalent(
      axes.filter((axis) => axis.place === place),
      operations,
    );
    return found.sort((a, b) => rank(a, orientation.cubic) - rank(b, orientation.cubic));
  });
  const all = places.flat();
  return places.map((found) => found.map((element) => shorten(element, all)).join('') || '.').join('');
}

/** Order within one place: the axis of highest order first, then 2 before m, but m before 2 in cubic groups. */
function rank(element: string, isCubic: boolean): number {
  if (/[346]/.test(element)) return 0;
  return (element === 'm') === isCubic ? 1 : 2;
}
