import { facts } from '../facts.mjs';
import { prediction } from './prediction.mjs';

/** All that is asked of the page and of the worker, or the error that prevents it. */
export const answer = async () => {
  try {
    return { facts: facts(), prediction: await prediction() };
  } catch (error) {
    return { error: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) };
  }
};
