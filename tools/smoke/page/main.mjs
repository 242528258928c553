import { facts } from '../facts.mjs';

const show = (/** @type {string} */ id, /** @type {unknown} */ value) => {
  const element = document.getElementById(id);
  if (element) element.textContent = JSON.stringify(value);
};

show('page', facts());
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });
worker.addEventListener('message', ({ data }) => show('worker', data));
