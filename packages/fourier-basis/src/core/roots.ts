/** cos(2π q/48) for an integer q; values of equal modulus are equal to the last bit. */
export function cosineOf(q: number): number {
  const turn = ((q % 48) + 48) % 48;
  const folded = turn > 24 ? 48 - turn : turn;
  if (folded > 12) return -cosineOf(24 - folded);
  if (folded === 12) return 0;
  if (folded === 8) return 0.5;
  return folded > 6 ? Math.sin(((12 - folded) * Math.PI) / 24) : Math.cos((folded * Math.PI) / 24);
}

/** cos and sin of 2π j/24, for j = 0 … 23; exact where the value is 0, ±½ or ±1. */
export function rootsOfUnity(): { real: Float64Array; imag: Float64Array } {
  const real = new Float64Array(24);
  const imag = new Float64Array(24);
  for (let j = 0; j < 24; j++) {
    real[j] = cosineOf(2 * j);
    imag[j] = cosineOf(2 * j - 12);
  }
  return { real, imag };
}
