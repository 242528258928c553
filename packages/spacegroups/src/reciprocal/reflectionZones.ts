import {
  dualVectors,
  hermiteBasisIn,
  IDENTITY,
  integerNullSpace,
  matVec,
  transposed,
  vec3,
  type Vec3,
} from '@crystal-fourier/math3';
import type { CoreSpaceGroup } from '../group/coreGroup.js';
import { scaledToReference } from './reciprocalAsu.js';
import { formatForm } from '../algebra/triplet.js';
import type { Hkl } from '../algebra/types.js';

/** A class of reflections on a plane or a row through the origin of reciprocal space, or all of them. */
export interface ReflectionZone {
  /** `hkl`, `0kl`, `hh-2hl`, `000l`; on hexagonal axes with four indices. */
  readonly name: string;
  /** Basis: each reflection of the zone is exactly one integer combination. */
  readonly basis: readonly Hkl[];
  /** Direct-lattice vectors u: hkl is in the zone if `h·u = 0` for all. Empty for `hkl`. */
  readonly normals: readonly Vec3[];
}

/** A zone with integer vectors x that pick the coordinates in its basis: `b_i · x_j = δ_ij`. @internal */
export interface CoordinatedZone extends ReflectionZone {
  readonly dual: readonly Vec3[];
}

const ORTHOGONAL = ['0kl', 'h0l', 'hk0', 'h00', '0k0', '00l'];
const TETRAGONAL = ['hk0', '0kl', 'hhl', '00l', 'h00', 'h-h0'];
const HEXAGONAL = ['hk0', 'hhl', 'h-hl', '00l', 'h-h0', 'hh0'];
const CUBIC = ['0kl', 'hhl', 'h00'];
// Which of equivalent zones is listed.
const PREFERRED = [...ORTHOGONAL, 'hhl', 'hkk', 'hkh', 'h-hl', 'h-h0', 'hh0', 'hhh'];

/** Normals of the zone with the name, without its four-index form. */
function normalsOf(name: string): Vec3[] {
  const slots = name.match(/-?[hkl0]/g) as string[];
  const basis = ['h', 'k', 'l'].map((letter) =>
    vec3(slots.map((s) => (s.endsWith(letter) ? (s.length > 1 ? -1 : 1) : 0))),
  );
  return integerNullSpace(basis);
}

/** Names of the three indices. @internal */
export const LETTERS = 'hkl';

// Every choice of one or two coordinates stands first in one of them.
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 2, 0],
  [2, 0, 1],
];

/** A basis of the same lattice with which some indices are the coordinates; undefined if no indices can be. */
function onIndices(basis: readonly Vec3[]): { indices: number[]; basis: readonly Vec3[] } | undefined {
  for (const order of ORDERS) {
    const indices = order.slice(0, basis.length);
    const made = hermiteBasisIn(order, basis);
    if (made.every((row, i) => row[indices[i] as number] === 1)) return { indices, basis: made };
  }
  return undefined;
}

/** The zone perpendicular to direct-lattice vectors, which need not be independent or primitive. @internal */
export function zoneOf(perpendicular: readonly Vec3[], hexagonal: boolean): CoordinatedZone {
  const all = integerNullSpace(perpendicular);
  const normals = integerNullSpace(all);
  const chosen = onIndices(all);
  if (chosen === undefined) {
    const name = `(${normals.map((u) => `${formatForm(u, LETTERS)}=0`).join(',')})`;
    return { name, basis: all, normals, dual: dualVectors(all) };
  }
  const { indices, basis } = chosen;
  const letters = indices.map((i) => LETTERS[i]).join('');
  const forms = transposed(basis);
  const slots = forms.map((form) => formatForm(form, letters));
  if (hexagonal) {
    const [h, k] = forms as [number[], number[]];
    slots.splice(
      2,
      0,
      letters.startsWith('hk')
        ? 'i'
        : formatForm(
            h.map((c, i) => -c - (k[i] as number)),
            letters,
          ),
    );
  }
  const short = slots.every((slot) => /^-?\d*[hkil]?$/.test(slot));
  return {
    name: slots.join(short ? '' : ','),
    basis,
    normals,
    dual: indices.map((i) => vec3(IDENTITY, 3 * i)),
  };
}

/** Whether reflections are written with four indices. @internal */
export const hasFourIndices = ({ number, representatives }: CoreSpaceGroup): boolean =>
  number >= 143 && number <= 194 && representatives.some((op) => op.rot.join() === '0,-1,0,1,-1,0,0,0,1');

/**
 * The zones for which the International Tables list reflection conditions, in their order, one of each set of
 * equivalent ones; see `reflectionConditions`. @internal
 */
export function zonesOf(group: CoreSpaceGroup): CoordinatedZone[] {
  const { number, representatives } = group;
  const hexagonal = hasFourIndices(group);
  const P = scaledToReference(group);
  const order = hexagonal ? HEXAGONAL : PREFERRED;
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const simpler = (a: CoordinatedZone, b: CoordinatedZone): number =>
    rank(a.name) - rank(b.name) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1);

  /** The zone of the reference setting, in these axes, and of its equivalents the simplest. */
  const fromReference = (name: string): readonly Vec3[] => {
    const normals = normalsOf(name).map((u) => matVec(P, u));
    const images = new Map<string, CoordinatedZone>();
    for (const { rot } of representatives) {
      const image = zoneOf(
        normals.map((u) => matVec(rot, u)),
        false,
      );
      images.set(image.name, image);
    }
    return [...images.values()].sort(simpler)[0]?.normals as readonly Vec3[];
  };

  let zones: (readonly Vec3[])[];
  if (number <= 15) {
    const unique = number <= 2 ? [] : [fromReference('h0l'), fromReference('0k0')];
    const own = ORTHOGONAL.map(normalsOf);
    zones = [...unique.slice(0, 1), ...own.slice(0, 3), ...unique.slice(1), ...own.slice(3)];
  } else if (number <= 74) {
    // Permuted axes: listed in the order of the axes at hand.
    const known = ORTHOGONAL.map((name) => normalsOf(name).join(';'));
    const indexOf = (normals: readonly Vec3[]): number => known.indexOf(normals.join(';'));
    zones = ORTHOGONAL.map(fromReference).sort((a, b) => ((indexOf(a) + 9) % 9) - ((indexOf(b) + 9) % 9));
  } else {
    zones = (number <= 142 ? TETRAGONAL : number <= 194 ? HEXAGONAL : CUBIC).map(fromReference);
  }
  const named = new Map([[], ...zones].map((normals) => zoneOf(normals, hexagonal)).map((zone) => [zone.name, zone]));
  return [...named.values()];
}
