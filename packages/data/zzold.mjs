const m = await import('/tmp/fuzz/base/packages/data/src/formats/readStructures.ts');
const { cases } = await import(process.argv[2]);
for (const [t, text, o] of cases) {
  if (process.argv[3] && !t.includes(process.argv[3])) continue;
  try {
    const r = m.readStructures(text, { file: 'x.cif', ...o });
    console.log(
      '##',
      t,
      r
        .map(
          (x) =>
            x.structure.formula +
            ' ' +
            (x.symmetry?.group.setting.hmExtended ?? '') +
            x.diagnostics.map((d) => '\n     ' + d.severity + ' ' + d.code + ': ' + d.message.slice(0, 250)).join(''),
        )
        .join(' | '),
    );
  } catch (e) {
    console.log('##', t, 'REFUSED', e.message.slice(0, 250));
  }
}
