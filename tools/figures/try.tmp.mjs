import { files } from './model.mjs'; import { writeFileSync } from 'node:fs';
for (const [n, f] of Object.entries(files)) { const s = await f(''); writeFileSync('/tmp/docs-try/'+n.split('/').pop(), s); console.log(n, s.length); }
