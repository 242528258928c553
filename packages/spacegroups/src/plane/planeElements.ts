import type { Fraction } from '@crystal-fourier/math3';
import { frozen } from '../algebra/frozen.js';
import type { PlaneGroup } from './planeGroup.js';
import { PlaneOp, type Vec2 } from './planeOp.js';
import { symmetryElements } from '../elements/symmetryElements.js';
import { SymOp } from '../operations/symOp.js';

/** Two exact fractions of the lattice vectors. */
export type ExactVec2 = readonly [Fraction, Fraction];

interface PlaneElementBase {
  /** The point or line: `0,1/2`, `x,1/4`, `x,-x+1/2`; the constants are in [0, 1). */
  readonly locus: string;
  /** The operations of the element, one for each operation modulo a, b, with the translation with which it maps the locus onto itself. */
  readonly operations: readonly PlaneOp[];
  /** Elements that operations of the group map onto one another have the same number, counted from 0. */
  readonly orbit: number;
}

/** A rotation point. */
export interface PlaneRotationPoint extends PlaneElementBase {
  readonly kind: 'point';
  readonly symbol: '2' | '3' | '4' | '6';
  /** In [0, 1). */
  readonly point: ExactVec2;
}

/** A mirror or glide line. */
export interface PlaneReflectionLine extends PlaneElementBase {
  readonly kind: 'line';
  readonly symbol: 'm' | 'g';
  /** Primitive indices: the line is `h·x = offset`, and once more with each integer added. */
  readonly hk: Vec2;
  /** In [0, 1); that of {@link locus} may differ by an integer. */
  readonly offset: Fraction;
  /** Null for m; modulo lattice vectors along the line, to which both signs lead. */
  readonly glide: ExactVec2 | null;
}

export type PlaneSymmetryElement = PlaneRotationPoint | PlaneReflectionLine;

/** The same operation of space, with z ↦ z. */
function prismOf({ rot: [a, b, c, d], trans: [u, v] }: PlaneOp): SymOp {
  return SymOp.of([a, b, 0, c, d, 0, 0, 0, 1], [u, v, 0]);
}

const known = /* @__PURE__ */ new WeakMap<PlaneGroup, readonly PlaneSymmetryElement[]>();

/**
 * The symmetry elements that the International Tables A draw in the unit cell of a plane group, each once modulo the lattice
 * vectors a, b: rotation points, then mirror and glide lines. Exact; computed once for a group.
 */
export function planeSymmetryElements(group: PlaneGroup): readonly PlaneSymmetryElement[] {
  let found = known.get(group);
  if (found !== undefined) return found;
  // Seen along z, the elements of the prism over the plane.
  const prism = symmetryElements({
    operations: group.operations.map(prismOf),
    generators: group.generators.map(prismOf),
    centring: { vectors: group.centring.vectors.map(([u, v]) => [u, v, 0] as const) },
  });
  found = prism.flatMap((element): PlaneSymmetryElement[] => {
    const base = {
      locus: element.locus.toXyz().replace(/,z$/, ''),
      operations: element.operations.map((op) => PlaneOp.ofPrism(op)),
      orbit: element.orbit,
    };
    if (element.kind === 'axis') {
      const [x, y] = element.locus.translation;
      return [{ kind: 'point', symbol: element.symbol as PlaneRotationPoint['symbol'], point: [x, y], ...base }];
    }
    // No operation of a prism turns z over.
    if (element.kind === 'centre') return [];
    const [glide] = element.glides;
    return [
      {
        kind: 'line',
        symbol: glide === undefined ? 'm' : 'g',
        hk: [element.hkl[0], element.hkl[1]],
        offset: element.offset,
        glide: glide === undefined ? null : [glide[0], glide[1]],
        ...base,
      },
    ];
  });
  known.set(group, frozen(found));
  return found;
}
