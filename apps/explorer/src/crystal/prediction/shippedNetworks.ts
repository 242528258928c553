import { listNetworks, type NetworkCard } from '@crystal-fourier/models';

/** The networks that come with this page: those that predict numbers. Tensors have a frame, which the page does not show yet. */
export const SHIPPED_NETWORKS: readonly NetworkCard[] = listNetworks().filter(
  ({ kind, predicts }) => kind === 'network' && predicts.every(({ tensor }) => tensor === undefined),
);

/** The network of a name; null for a name that none has. */
export const shippedNetwork = (name: string | null): NetworkCard | null =>
  SHIPPED_NETWORKS.find((card) => card.name === name) ?? null;

/** The network that the page offers first. */
export const FIRST_NETWORK = SHIPPED_NETWORKS[0]!;
