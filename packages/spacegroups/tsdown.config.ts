import { isomorphic } from '../../tsdown.base.ts';

export default isomorphic({
  index: 'src/index.ts',
  core: 'src/core.ts',
  locations: 'src/locations.ts',
  reflections: 'src/reflections.ts',
  tensors: 'src/tensors.ts',
});
