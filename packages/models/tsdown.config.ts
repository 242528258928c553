import { isomorphic } from '../../tsdown.base.ts';

export default isomorphic({ index: 'src/index.ts' });
