import { FailureError } from './failure.js';
import { EXAMPLES } from './exampleList.js';
import type { Source } from './crystalSession.js';

// Each in a chunk of its own, loaded when it is opened.
const TEXTS = import.meta.glob<string>('../../../../examples/*.cif', { query: '?raw', import: 'default' });

/** An example by its name in the address. */
export function exampleSource(name: string): Source {
  const example = EXAMPLES.find((own) => own.name === name);
  const load = TEXTS[`../../../../examples/${name}.cif`];
  return {
    example: name,
    label: example === undefined ? name : `${example.label}, ${example.formula}`,
    files: async () => {
      if (example === undefined || load === undefined)
        throw new FailureError({
          kind: 'input',
          reason: `there is no example “${name}”; there are ${EXAMPLES.map((own) => own.name).join(', ')}`,
        });
      return [{ name: `${name}.cif`, content: await load() }];
    },
  };
}
