import { facts } from '../facts.mjs';

postMessage(facts());
