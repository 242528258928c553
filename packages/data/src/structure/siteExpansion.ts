import { mapped, norm } from '@crystal-fourier/math3';
import type { Fractional, SpaceGroup, Vec3 } from '@crystal-fourier/spacegroups';
import { type LatticeRows, toCartesian } from './lattice.js';

/** All images of a site in one cell. @internal */
export interface ExpandedSite {
  /** The site itself, on its special position if it has one. */
  readonly position: Fractional;
  /** One position per image; the first is `position`, the others lie in [0, 1). */
  readonly images: readonly Fractional[];
  /** How far the site was moved to lie on the special position, in Å. */
  readonly moved: number;
}

/** A coordinate in [0, 1); what differs from a whole number by rounding only is 0. */
function wrapCoordinate(x: number): number {
  const y = x - Math.floor(x);
  return y > 1 - 1e-12 ? 0 : y + 0;
}

/**
 * The orbit of a site. Images that come nearer to the site than the tolerance are the site itself: it lies on a special
 * position, onto which it is moved (the mean of those images), so that the orbit has exactly |G| / |stabiliser| members.
 *
 * @param tolerance Å
 * @internal
 */
export function expandSite(
  position: Fractional,
  group: SpaceGroup,
  lattice: LatticeRows,
  tolerance: number,
): ExpandedSite {
  if (group.order === 1) return { position, images: [position], moved: 0 };
  for (let radius = tolerance; ; radius /= 2) {
    const placed = onSpecialPosition(position, group, lattice, radius);
    // Images within the radius need not form a group; then they are not one site and the radius is too large.
    if (placed !== undefined)
      return { position: placed.position, images: orbit(placed.position, group), moved: placed.moved };
  }
}

function onSpecialPosition(
  x: Fractional,
  group: SpaceGroup,
  lattice: LatticeRows,
  radius: number,
): { position: Fractional; moved: number } | undefined {
  const fixing: { image: Vec3; index: number; whole: Vec3 }[] = [];
  group.operations.forEach((op, index) => {
    const y = op.apply(x);
    const whole: Vec3 = [Math.round(y[0] - x[0]), Math.round(y[1] - x[1]), Math.round(y[2] - x[2])];
    const image: Vec3 = [y[0] - whole[0], y[1] - whole[1], y[2] - whole[2]];
    const d = toCartesian([image[0] - x[0], image[1] - x[1], image[2] - x[2]], lattice);
    if (norm(d) <= radius) fixing.push({ image, index, whole });
  });
  if (fixing.length <= 1) return { position: x, moved: 0 };
  const n = fixing.length;
  const mean = mapped(x, (_, k) => {
    const sum = fixing.reduce((total, { image }) => total + image[k]!, 0);
    return tidy(sum / n);
  });
  for (const { index, whole } of fixing) {
    const y = group.operations[index]!.apply(mean);
    if (Math.max(...[0, 1, 2].map((k) => Math.abs(y[k]! - whole[k]! - mean[k]!))) > 1e-9) return undefined;
  }
  if (group.order % n !== 0) return undefined;
  const moved = norm(toCartesian([mean[0] - x[0], mean[1] - x[1], mean[2] - x[2]], lattice));
  return moved < 1e-9 ? { position: x, moved: 0 } : { position: mean, moved };
}

/** A coordinate without the rounding errors of the mean: multiples of 1/24 come out as such. */
function tidy(x: number): number {
  const nearest = Math.round(x * 24) / 24;
  return Math.abs(x - nearest) < 1e-12 ? nearest + 0 : x;
}

function orbit(position: Fractional, group: SpaceGroup): Fractional[] {
  const images: Fractional[] = [position];
  for (const op of group.operations) {
    const y = op.apply(position);
    const same = images.some((x) => near(y[0] - x[0]) && near(y[1] - x[1]) && near(y[2] - x[2]));
    if (!same) images.push([wrapCoordinate(y[0]), wrapCoordinate(y[1]), wrapCoordinate(y[2])]);
  }
  return images;
}

const near = (d: number): boolean => Math.abs(d - Math.round(d)) < 1e-7;
