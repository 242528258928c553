import {
  det,
  inverse,
  mapped,
  type Mat3,
  matMul,
  matVec,
  rowsDet,
  transpose,
  type Vec3,
  vecMat,
} from '@crystal-fourier/math3';
import * as moyo from '@spglib/moyo-wasm';
import { DataError } from '../core/errors.js';
import type { Kinds } from '../structure/kinds.js';
import type { Structure } from '../structure/structure.js';
import { type ReducedCell, wholeCell, withoutTranslations } from './translations.js';

/** Bytes or a compiled module of `moyo_wasm_bg.wasm`, or where to fetch it. */
export type MoyoSource = Uint8Array | ArrayBuffer | string | { readonly href: string } | object;

interface NodeLike {
  getBuiltinModule?(name: string): unknown;
}

let ready: Promise<void> | undefined;
let isReady = false;

/** The bytes of the module where there is a file system, else undefined. */
function bytesFromPackage(): Uint8Array | undefined {
  // Asked of the runtime, not imported: bundlers for browsers must find no Node module here.
  const host = (globalThis as { process?: NodeLike }).process;
  const builtin = (name: string): unknown => host?.getBuiltinModule?.(name);
  const files = builtin('node:fs') as { readFileSync(path: string): Uint8Array } | undefined;
  const modules = builtin('node:module') as
    | { createRequire(from: string): { resolve(name: string): string } }
    | undefined;
  if (files === undefined || modules === undefined) return undefined;
  const require = modules.createRequire((import.meta as unknown as { url: string }).url);
  return files.readFileSync(require.resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm'));
}

/**
 * Loads the symmetry finder, a WebAssembly module, once; `standardize` needs it. Further calls return the same promise.
 *
 * @param source bytes, compiled module or address of `moyo_wasm_bg.wasm` of `@spglib/moyo-wasm`. Defaults to the file in that
 *   package: read in Node, fetched relative to the package's module elsewhere, which bundlers resolve
 * @throws DataError `unsupported` if it cannot be loaded; a later call tries again
 */
export function initMoyo(source?: MoyoSource): Promise<void> {
  ready ??= load(source).catch((error: unknown) => {
    ready = undefined;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataError(
      'unsupported',
      `initMoyo: the WebAssembly module of @spglib/moyo-wasm cannot be loaded (${reason}); pass its bytes or its address`,
    );
  });
  return ready;
}

async function load(source: MoyoSource | undefined): Promise<void> {
  const given = source ?? bytesFromPackage();
  await moyo.default(given === undefined ? undefined : { module_or_path: given });
  isReady = true;
}

/** What the symmetry finder says of a structure. All matrices row-major. @internal */
export interface SymmetryAnalysis {
  readonly number: number;
  /** Basis of the standard cell: (a, b, c)ₛ = (a, b, c) P, with origin p; coordinates `xₛ = P⁻¹(x − p)`. */
  readonly P: Mat3;
  readonly p: Vec3;
  /** For each site the first site of its orbit. */
  readonly orbits: readonly number[];
  readonly letters: readonly string[];
  /** For each site the site of the primitive cell that it is a copy of. */
  readonly toPrimitive: readonly number[];
  /** Idealised coordinates of the sites of the primitive cell, on the axes of the standard cell. */
  readonly positions: readonly Vec3[];
  /** Sites in the standard cell. */
  readonly count: number;
  /** Å: the tolerance that gave a consistent group; at most the one asked for. */
  readonly symprec: number;
}

/** Halvings of the tolerance that are tried. */
const MOST_HALVINGS = 6;
/**
 * From so many sites on, cells lose their inner translations first. The finder's time grows with the cube of the repeats in a cell: 6 s for
 * 512 sites of rock salt.
 */
const LARGE = 32;

/**
 * The group and standard cell within a tolerance.
 *
 * Where the finder meets contradictions it changes the tolerance, up or down, and it may end with a cell of another density; both depend
 * on the description. Then the tolerance is halved until it finds a group without, or at last with any change.
 *
 * @param symprec Å
 * @throws DataError `bad-symmetry`, `unsupported` before {@link initMoyo}
 * @internal
 */
export function analyze(structure: Structure, kinds: Kinds, symprec: number): SymmetryAnalysis {
  if (!isReady)
    throw new DataError('unsupported', 'standardize: the symmetry finder is not loaded; await initMoyo() first');
  let second: { found: moyo.MoyoDataset; cell: ReducedCell } | undefined;
  let reason = 'its cells have another density than the structure';
  for (let n = 0, tolerance = symprec; n <= MOST_HALVINGS; n++, tolerance /= 2) {
    const cell = cellOf(structure, kinds, tolerance);
    try {
      const found = moyo.analyze_cell(inputOf(cell), tolerance, 'Standard');
      const ratio = found.std_cell.positions.length / cell.positions.length;
      if (Math.abs(det(found.std_linear) - ratio) > 1e-3 * ratio) continue;
      if (found.symprec === tolerance) return analysisOf(found, cell);
      if (found.symprec < tolerance) second ??= { found, cell };
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  if (second !== undefined) return analysisOf(second.found, second.cell);
  throw new DataError(
    'bad-symmetry',
    `standardize: no space group found within ${symprec} Å (${reason}); look for sites that lie on each other, or change symprec`,
    structure.id === undefined ? {} : { record: structure.id },
  );
}

/** The cell that the finder is given: without the translations within the tolerance where there are many sites. */
function cellOf({ lattice, sites }: Structure, { ofSite }: Kinds, tolerance: number): ReducedCell {
  const cell = { lattice, positions: sites.map(({ position }) => position), kinds: ofSite };
  return sites.length < LARGE ? wholeCell(cell) : withoutTranslations(cell, tolerance);
}

/** The finder keeps the handedness of the basis: a left-handed one is inverted, with its coordinates. */
const handOf = ({ lattice }: ReducedCell): 1 | -1 => (rowsDet(lattice) < 0 ? -1 : 1);

function inputOf(cell: ReducedCell): string {
  const hand = handOf(cell);
  return JSON.stringify({
    lattice: { basis: cell.lattice.flat().map((c) => hand * c) },
    positions: cell.positions.map((x) => x.map((c) => hand * c)),
    numbers: Array.from(cell.kinds, (kind) => kind + 1),
  });
}

function analysisOf(found: moyo.MoyoDataset, cell: ReducedCell): SymmetryAnalysis {
  const hand = handOf(cell);
  const { B, reducedSiteOf, firstGivenSite } = cell;
  // The module stores P column by column, lattice vectors one after the other.
  const P = mapped(transpose(found.std_linear), (c) => hand * c);
  const perSite = <T>(values: readonly T[]): T[] => Array.from(reducedSiteOf, (site) => values[site]!);
  return {
    number: found.number,
    P: matMul(B, P),
    p: matVec(
      B,
      mapped(found.std_origin_shift, (c) => hand * c),
    ),
    orbits: perSite(found.orbits).map((first) => firstGivenSite[first]!),
    letters: perSite(found.wyckoffs),
    toPrimitive: perSite(found.mapping_std_prim),
    positions: onStandardAxes(found.prim_std_cell, found.std_cell),
    count: found.std_cell.positions.length,
    symprec: found.symprec,
  };
}

/** The basis of the primitive cell in that of the standard cell, whose entries are multiples of 1/6, applied to positions. */
function onStandardAxes(primitive: moyo.MoyoCell, standard: moyo.MoyoCell): Vec3[] {
  const axes = matMul(primitive.lattice.basis, inverse(standard.lattice.basis));
  const rows = mapped(axes, (entry) => Math.round(6 * entry) / 6);
  return primitive.positions.map((x) => vecMat(x, rows));
}
