/** Three numbers. */
export type Vec3 = readonly [number, number, number];

/** A 3×3 matrix, row-major: `[m11, m12, m13, m21, …, m33]`. */
export type Mat3 = readonly [number, number, number, number, number, number, number, number, number];

/** Three row vectors, such as the basis vectors of a lattice or new ones in terms of old ones. */
export type Rows3 = readonly [Vec3, Vec3, Vec3];
