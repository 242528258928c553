import { hrefOf } from '../shell/route.js';
import type { ReadMode } from './entries.js';
import type { BackendChoice } from './prediction/backendNames.js';
import { shippedNetwork } from './prediction/shippedNetworks.js';
import type { PlotAxis, PlotHeight } from './stickPlot.js';
import { readViewerOptions, type ViewerOptions, viewerQuery } from './viewer/viewerOptions.js';

/** What the address of the page says: all that can be shared without the file itself. */
export interface CrystalAddress {
  /** Name of an example; null for a file of the user, or none. */
  readonly example: string | null;
  /** Å */
  readonly symprec: number;
  readonly mode: ReadMode;
  readonly cell: 'file' | 'standard';
  /** Index of the orbit that is chosen. */
  readonly orbit: number | null;
  /** How the picture is drawn. */
  readonly viewer: ViewerOptions;
  /** What the sticks of the reflections stand at, and how long they are. */
  readonly axis: PlotAxis;
  readonly height: PlotHeight;
  /** Name of the network of this page that is wanted; null for none. */
  readonly model: string | null;
  readonly backend: BackendChoice;
}

/** Å: what the tolerance may be set to. */
export const TOLERANCES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1] as const;
export const DEFAULT_TOLERANCE = 0.01;

/** Reads an address; what cannot be understood is the default. */
export function readAddress(query: URLSearchParams): CrystalAddress {
  const symprec = Number(query.get('symprec'));
  const orbit = query.get('orbit');
  const backend = query.get('backend');
  return {
    example: query.get('example'),
    symprec: TOLERANCES.find((tolerance) => tolerance === symprec) ?? DEFAULT_TOLERANCE,
    mode: query.get('mode') === 'strict' ? 'strict' : 'lenient',
    cell: query.get('cell') === 'file' ? 'file' : 'standard',
    orbit: orbit !== null && /^\d{1,4}$/.test(orbit) ? Number(orbit) - 1 : null,
    viewer: readViewerOptions(query),
    axis: query.get('axis') === 'length' ? 'length' : 'angle',
    height: query.get('height') === 'all' ? 'all' : 'one',
    model: shippedNetwork(query.get('model'))?.name ?? null,
    backend: backend === 'webgpu' || backend === 'wasm' || backend === 'cpu' ? backend : 'auto',
  };
}

/** The address of a state of the page; what is the default is left out. Orbits count from 1 there. */
export const crystalHref = (address: CrystalAddress): string =>
  hrefOf(['crystal'], {
    example: address.example,
    symprec: unless(address.symprec, DEFAULT_TOLERANCE),
    mode: unless(address.mode, 'lenient'),
    cell: unless(address.cell, 'standard'),
    orbit: address.orbit === null ? null : address.orbit + 1,
    ...viewerQuery(address.viewer),
    axis: unless(address.axis, 'angle'),
    height: unless(address.height, 'one'),
    model: address.model,
    backend: unless(address.backend, 'auto'),
  });

const unless = <T>(value: T, usual: T): T | null => (value === usual ? null : value);
