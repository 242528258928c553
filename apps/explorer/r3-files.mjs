import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { dropFiles } from './e2e/dropFiles.ts';
const FLAGS = ['--headless','--no-sandbox','--disable-quic','--no-first-run','--disable-background-networking','--use-angle=swiftshader','--enable-unsafe-swiftshader'];
const { chromiumPath } = await import('./e2e/chromium.ts');
const browser = await chromium.launch({ executablePath: chromiumPath, args: FLAGS });
const ctx = await browser.newContext({ viewport:{width:1280,height:900}, reducedMotion:'reduce' });
const page = await ctx.newPage();
page.on('console', m=>['error','warning'].includes(m.type())&&!/GPU stall|swiftshader/i.test(m.text())&&console.log('  CONSOLE',m.text()));
page.on('pageerror', e=>console.log('  ERR',e.message));
await page.goto('http://localhost:4812/#/crystal?model=ionic');
await page.getByRole('heading',{level:1}).waitFor();
const D='/work/shared/data/';
const big=(n,el='Si',kind='P1')=>{let s='data_big\n_cell_length_a 40\n_cell_length_b 41\n_cell_length_c 42\n_cell_angle_alpha 90\n_cell_angle_beta 91\n_cell_angle_gamma 92\n_symmetry_space_group_name_H-M "P 1"\nloop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n'; const m=Math.ceil(Math.cbrt(n)); let r=12345; const rnd=()=>(r=(r*1103515245+12345)%2147483648)/2147483648; for(let i=0;i<n;i++) s+=`X${i} ${i%3?'O':el} ${((i%m)+0.3*rnd())/m} ${((Math.floor(i/m)%m)+0.3*rnd())/m} ${((Math.floor(i/m/m))+0.3*rnd())/m}\n`; return s;};
const rut=readFileSync('../../examples/rutile.cif','utf8');
const halite=readFileSync('../../examples/halite.cif','utf8');
const mkcif=(cell,sg,atoms)=>`data_x\n_cell_length_a ${cell[0]}\n_cell_length_b ${cell[1]}\n_cell_length_c ${cell[2]}\n_cell_angle_alpha ${cell[3]}\n_cell_angle_beta ${cell[4]}\n_cell_angle_gamma ${cell[5]}\n_symmetry_space_group_name_H-M '${sg}'\nloop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n_atom_site_occupancy\n${atoms}\n`;
const sets = {
 mp: ['mp.json.gz', readFileSync(D+'mp-binary-elasticity/val.json.gz')],
 mptrain: ['train.json.gz', readFileSync(D+'mp-binary-elasticity/train.json.gz')],
 wbm: ['wbm.json.gz', readFileSync(D+'wbm-energy/val.json.gz')],
 alex: ['alex.json.gz', readFileSync(D+'alexandria-heat-capacity/val.json.gz')],
 carbon: ['val.csv', readFileSync(D+'carbon-24/val.csv')],
 perov: ['train.csv', readFileSync(D+'perov-5/train.csv')],
 qeNi: ['qe-Ni.xml', readFileSync(D+'xml/qe-Ni.xml')],
 qePb: ['qe-PbTiO3_scf.xml', readFileSync(D+'xml/qe-PbTiO3_scf.xml')],
 qeSi: ['qe-Si.xml', readFileSync(D+'xml/qe-Si.xml')],
 vNaCl: ['vasp-NaCl-supercell.vasprun.xml', readFileSync(D+'xml/vasp-NaCl-supercell.vasprun.xml')],
 vSi: ['vasp-Si-primitive.vasprun.xml', readFileSync(D+'xml/vasp-Si-primitive.vasprun.xml')],
 big500: ['big500.cif', big(512)],
 big1500: ['big1500.cif', big(1500)],
 big5000: ['big5000.cif', big(5000)],
 big25000: ['big25000.cif', big(25000)],
 cu3au: ['dis.cif', mkcif([3.75,3.75,3.75,90,90,90],'F m -3 m','M1 Cu 0 0 0 0.75\nM2 Au 0 0 0 0.25')],
 oneatom: ['one.cif', mkcif([3,4,5,80,95,100],'P 1','M1 Fe 0 0 0 1')],
 coincide: ['coin.cif', mkcif([5,5,5,90,90,90],'P 1','M1 Fe 0 0 0 1\nM2 O 0.001 0 0 1')],
 dup: ['dup.cif', mkcif([5,5,5,90,90,90],'P 1','M1 Fe 0 0 0 1\nM2 Fe 0 0 0 1')],
 U: ['Lr.cif', mkcif([5,5,5,90,90,90],'F m -3 m','M1 Og 0 0 0 1\nM2 O 0.5 0.5 0.5 1')],
 dummy: ['dum.cif', mkcif([5,5,5,90,90,90],'F m -3 m','M1 X 0 0 0 1\nM2 O 0.5 0.5 0.5 1')],
 deut: ['deut.cif', mkcif([5,5,5,90,90,90],'P 1','D1 D 0 0 0 1\nO2 O 0.5 0.5 0.5 1')],
 flat: ['flat.cif', mkcif([5,5,5,90,90,179],'P 1','D1 Na 0 0 0 1\nO2 O 0.5 0.5 0.5 1')],
 zero: ['zero.cif', mkcif([0,5,5,90,90,90],'P 1','D1 Na 0 0 0 1')],
 huge: ['hugecell.cif', mkcif([500,500,500,90,90,90],'P 1','D1 Na 0 0 0 1\nC Cl 0.5 0.5 0.5 1')],
 tiny: ['tinycell.cif', mkcif([0.5,0.5,0.5,90,90,90],'P 1','D1 Na 0 0 0 1')],
 wrongext: ['POSCAR.cif', readFileSync('e2e/fixtures/POSCAR')],
 wrongext2: ['rutile.vasp', rut],
 wrongext3: ['rutile.xml', rut],
 utf16: ['u16.cif', Buffer.from('\ufeff'+rut,'utf16le')],
 crlf: ['crlf.cif', rut.replaceAll('\n','\r\n')],
 cr: ['cr.cif', rut.replaceAll('\n','\r')],
 html: ['page.cif','<!doctype html><html><body>404</body></html>'],
 badjson: ['x.json','{"a": [1,2,'],
 nulljson: ['x.json','null'],
 gzgz: ['bomb.gz', readFileSync('e2e/fixtures/rutile.cif.gz')],
 nan: ['nan.cif', rut.replace(/0\.305\d*/,'nan')],
 xss: ['<img src=x onerror=alert(1)>.cif', rut.replace('data_','data_<script>')],
};
const only = process.argv.slice(2);
for (const [k,[name,content]] of Object.entries(sets)) {
  if (only.length && !only.includes(k)) continue;
  const t0=Date.now();
  await dropFiles(page,{name,content});
  // settle
  let out;
  try {
    await page.waitForFunction((n)=>{ const f=[...document.querySelectorAll('[role=alert]')].some(a=>a.textContent.includes(n)); const ok=document.querySelector('.crystal-file')?.textContent===n && !document.querySelector('.crystal-stale') && !document.querySelector('.crystal-status .spinner'); return f||ok;}, name, {timeout:90000});
    const t=Date.now()-t0;
    await page.waitForFunction(()=>document.querySelector('.crystal-formula')===null || document.querySelector('.crystal-prediction [data-target], .crystal-prediction [role=alert]'),null,{timeout:60000}).catch(()=>console.log('  no prediction in time'));
    await page.waitForTimeout(400);
    out = await page.evaluate(()=>({f:document.querySelector('.crystal-formula')?.textContent, g:document.querySelector('.crystal-group')?.innerText.replace(/\s+/g,' '), p:document.querySelector('[data-target]')?.textContent, alerts:[...document.querySelectorAll('main .notice')].map(a=>a.innerText.replace(/\s+/g,' ').slice(0,330)), list:document.querySelector('label[for=crystal-entry]')?.textContent, pic:document.querySelector('canvas')?.getAttribute('aria-label')?.slice(0,120)}));
    console.log(k, t+' ms, all '+(Date.now()-t0)); console.log('  ',JSON.stringify(out));
  } catch(e) { console.log(k,'TIMEOUT',e.message.slice(0,200), await page.locator('main').innerText().then(t=>t.slice(0,600))); }
}
await browser.close();
