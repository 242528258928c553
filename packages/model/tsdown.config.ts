import { isomorphic } from '../../tsdown.base.ts';

export default isomorphic({ index: 'src/index.ts', worker: 'src/worker.ts' });
