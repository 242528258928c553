// From the text of a CIF file to a prediction, as a web page does it.
import { initMoyo, readCif, structureToFeatures } from '@crystal-fourier/data';
import { decodeTensors, Predictor } from '@crystal-fourier/model';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

/** A file that is served beside the page. */
async function served(/** @type {string} */ name) {
  const response = await fetch(new URL(`/${name}`, self.location.href));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

export async function prediction() {
  setWasmPaths(new URL('/', self.location.href).href);
  if (!(await tf.setBackend('wasm'))) throw new Error('the wasm backend does not start');
  await tf.ready();
  await initMoyo();
  const predictor = Predictor.load([decodeTensors(await served('model.safetensors'))]);
  const examples = readCif(new TextDecoder().decode(await served('crystal.cif'))).map(({ structure }) => ({
    id: structure.id ?? '',
    features: structureToFeatures(structure, predictor.recipe).features,
  }));
  const found = await predictor.predict(examples);
  predictor.dispose();
  return {
    backend: tf.getBackend(),
    values: Object.fromEntries(found.map(({ id, values }) => [id, values['energy_per_atom']])),
  };
}
