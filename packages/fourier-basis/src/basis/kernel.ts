import { KERNEL } from './kernel.generated.js';

/** The inner loops as WebAssembly; addresses are bytes in its memory. See tools/kernel/assembly/kernel.ts. */
export interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  fill(rows: number, x: number, bound: number, count: number): void;
  narrow(from: number, to: number, rows: number, count: number): void;
  products64(starts: number, entries: number, lists: number, out: number, stride: number, count: number): void;
  products32(starts: number, entries: number, lists: number, out: number, stride: number, count: number): void;
}

/** The part of the global scope that is needed; its types belong to hosts, not to the language. */
export interface WebAssemblyHost {
  readonly WebAssembly?: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: unknown };
  };
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function fromBase64(text: string): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  let size = 0;
  for (const digit of text.replace(/=+$/, '')) {
    bits = ((bits << 6) | DIGITS.indexOf(digit)) & 0xffff;
    size += 6;
    if (size < 8) continue;
    size -= 8;
    bytes.push((bits >> size) & 0xff);
  }
  return Uint8Array.from(bytes);
}

/**
 * An instance of the kernel, or null where the host has no WebAssembly with SIMD or a content-security policy forbids it; the same
 * is then computed in plain JavaScript.
 */
export function instantiate({ WebAssembly }: WebAssemblyHost): Kernel | null {
  if (WebAssembly === undefined) return null;
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(fromBase64(KERNEL))).exports as Kernel;
  } catch {
    return null;
  }
}

let shared: Kernel | null | undefined;

/** The one instance of this module, made on first use. All bases share its memory, one after the other. */
export function sharedKernel(): Kernel | null {
  return (shared ??= instantiate(globalThis as WebAssemblyHost));
}
