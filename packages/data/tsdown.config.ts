import { isomorphic } from '../../tsdown.base.ts';

const entry = {
  index: 'src/index.ts',
  diffraction: 'src/diffraction.ts',
  node: 'src/node/index.ts',
  'node/worker': 'src/node/worker.ts',
};

// What stands behind `./node` may import what only Node has.
export default { ...isomorphic(entry), deps: { neverBundle: [/^node:/] } };
