/** Fractional parts of the cube roots of the first 64 primes, and of the square roots of the first 8, as 32-bit words (FIPS 180-4, 4.2.2 and 5.3.3). */
const { rounds: K, initial: H } = constants();

function constants(): { readonly rounds: Uint32Array; readonly initial: Uint32Array } {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return { rounds: fractions(primes, 3), initial: fractions(primes.slice(0, 8), 2) };
}

/** floor(2³² · frac(n^(1/root))), exactly: the integer root of n · 2^(32 · root) is found by bisection. */
function fractions(numbers: readonly number[], root: number): Uint32Array {
  return Uint32Array.from(numbers, (n) => {
    const target = BigInt(n) << BigInt(32 * root);
    let [low, high] = [0n, 1n << 40n];
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** BigInt(root) <= target) low = middle;
      else high = middle;
    }
    return Number(low & 0xffff_ffffn);
  });
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/**
 * SHA-256 (FIPS 180-4) of bytes, in hexadecimal. Platforms have it as `crypto.subtle`, but not in pages that come over plain HTTP, and there a network
 * must load, too.
 */
export function sha256(bytes: Uint8Array): string {
  const hash = H.slice();
  const words = new Int32Array(64);
  const whole = bytes.length - (bytes.length % 64);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < whole; at += 64) addBlock(hash, view, at, words);
  const end = new Uint8Array(bytes.length % 64 < 56 ? 64 : 128);
  end.set(bytes.subarray(whole));
  end[bytes.length % 64] = 0x80;
  const last = new DataView(end.buffer);
  last.setBigUint64(end.length - 8, 8n * BigInt(bytes.length));
  for (let at = 0; at < end.length; at += 64) addBlock(hash, last, at, words);
  return [...hash].map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** Adds a block of 64 bytes to the hash. @param words memory to work in */
function addBlock(hash: Uint32Array, view: DataView, at: number, words: Int32Array): void {
  for (let t = 0; t < 16; t++) words[t] = view.getInt32(at + 4 * t);
  for (let t = 16; t < 64; t++) {
    const [x, y] = [words[t - 15]!, words[t - 2]!];
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    words[t] = s1 + words[t - 7]! + s0 + words[t - 16]!;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let t = 0; t < 64; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const first = (h + s1 + ((e & f) ^ (~e & g)) + K[t]! + words[t]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => (hash[i]! += value));
}
