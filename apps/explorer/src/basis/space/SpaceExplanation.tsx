import type { ReactElement } from 'react';

/** What one sees, for learners. */
export function SpaceExplanation(): ReactElement {
  return (
    <section className="card space-text">
      <h2>What you see</h2>
      <p>
        Any function of a crystal is a sum of waves, f(x) = Σ c(k) e<sup>2πi k·x</sup>, one for each frequency k = (h k
        l). It looks the same after an operation {'{R|t}'} of the group exactly if c(kR) = c(k) e<sup>2πi k·t</sup>. So
        symmetry ties the waves of a <em>star</em> together, all kR that operations make of one k: choose one
        coefficient, and the others follow, with their phases.
      </p>
      <p>
        Sometimes an operation keeps k but changes the phase: c(k) would have to be equal to, say, −c(k). Then the whole
        star is <em>absent</em>; in a diffraction experiment its reflections are dark, and that is how screw axes and
        glide planes are found. Each star that is left gives one invariant function, or two together with the star of
        −k. Everything on this page is a sum of these, up to a cutoff: so that groups with the same axes can be
        compared, it takes |k| as in a cubic cell, or for hexagonal axes a hexagonal one with c = a, whatever the cell
        that is drawn.
      </p>
      <p>
        The surface runs where f has one value, as a contour line does on a map. “Show symmetry” moves a copy of it by
        an operation: a rotation turns it, a mirror presses it flat and out on the other side. At the end it lies on the
        surface of the cell or on that of a neighbouring cell.
      </p>
    </section>
  );
}
