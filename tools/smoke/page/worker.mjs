import { answer } from './answer.mjs';

postMessage(await answer());
