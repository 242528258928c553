import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { contentSecurityPolicy } from './build/contentSecurityPolicy.ts';
import { precache } from './build/precache.ts';

export default defineConfig({
  root: import.meta.dirname,
  // Relative addresses: the folder works under any path of any server.
  base: './',
  // The packages' sources: nothing needs to be built first.
  resolve: { conditions: ['@crystal-fourier/source', ...defaultClientConditions] },
  plugins: [react(), contentSecurityPolicy(), precache()],
  worker: { format: 'es', rolldownOptions: { checks: { pluginTimings: false } } },
  // In development. Found late, in a worker, these would load the page anew; the symmetry finder looks for its WebAssembly beside itself.
  optimizeDeps: {
    include: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', '@tensorflow/tfjs-backend-webgpu', 'three'],
    exclude: ['@spglib/moyo-wasm'],
  },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // data: addresses would need an exception in the policy
    chunkSizeWarningLimit: 2048, // TensorFlow.js, in a worker
    rolldownOptions: { checks: { pluginTimings: false } }, // on a busy machine it warns of nothing else
  },
});
