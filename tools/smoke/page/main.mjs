import { answer } from './answer.mjs';

const show = (/** @type {string} */ id, /** @type {unknown} */ value) => {
  const element = document.getElementById(id);
  if (element) element.textContent = JSON.stringify(value);
};

show('page', await answer());
const worker = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });
worker.addEventListener('message', ({ data }) => show('worker', data));
