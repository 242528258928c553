import { isomorphic } from '../../tsdown.base.ts';

export default {
  ...isomorphic({ index: 'src/index.ts', main: 'src/main.ts' }),
  platform: 'node',
  target: 'node20',
  fixedExtension: false, // .js, as the packages beside it
};
