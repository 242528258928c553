/** Thirty groups of all seven crystal systems, with every kind of centring, that a pretraining leaves out unless others are asked for. */
export const HELD_OUT: readonly number[] = [
  2, 4, 9, 14, 19, 30, 43, 57, 62, 68, 74, 79, 88, 92, 99, 114, 122, 130, 141, 146, 155, 167, 172, 182, 190, 194, 198,
  216, 221, 227,
];
