import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../test/support/diagnostics.ts';
import { readCif } from './readCif.js';

const MCIF = `data_MnO
_space_group_magn.number_BNS 15.90
_cell_length_a 5
_cell_length_b 6
_cell_length_c 7
_cell_angle_alpha 90
_cell_angle_beta 100
_cell_angle_gamma 90
loop_
_space_group_symop_magn_operation.id
_space_group_symop_magn_operation.xyz
1 x,y,z,+1
2 -x,y,-z+1/2,+1
3 -x,-y,-z,-1
4 x,-y,z+1/2,-1
loop_
_space_group_symop_magn_centering.id
_space_group_symop_magn_centering.xyz
1 x,y,z,+1
2 x+1/2,y+1/2,z,-1
loop_
_atom_site_label
_atom_site_type_symbol
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Mn1 Mn 0 0 0
O1 O 0.1 0.2 0.3
loop_
_atom_site_moment.label
_atom_site_moment.crystalaxis_x
Mn1 2.5
`;

describe('a magnetic structure', () => {
  it('is refused unless the nuclear one is asked for; the message names the option', () => {
    for (const mode of ['strict', 'lenient'] as const)
      expect(() => readCif(MCIF, { mode })).toThrow(
        'line 2: record "MnO": CIF: _space_group_magn.number_BNS: magnetic structures are read only as the nuclear ones, on request: option nuclear, --nuclear',
      );
  });

  it('has the operations without time reversal, times all centrings, as the nuclear structure', () => {
    const [result] = readCif(MCIF, { nuclear: true, mode: 'strict' });
    expect(result!.symmetry!.group).toMatchObject({ number: 15, order: 8 });
    expect(result!.structure.formula).toBe('Mn4 O8');
    expect(textsOf(result!, 'note')).toEqual([
      expect.stringContaining('without time reversal, as asked for'),
      expect.stringContaining('the magnetic moments are not in the structure'),
    ]);
  });

  it('of a grey group has each operation once', () => {
    const grey = MCIF.replace('2 x+1/2,y+1/2,z,-1', '2 x,y,z,-1');
    expect(readCif(grey, { nuclear: true })[0]!.symmetry!.group).toMatchObject({ number: 13, order: 4 });
  });

  it('without its operations is refused, and so is an operation that is none', () => {
    expect(() => readCif(MCIF.replace('_space_group_symop_magn_operation.xyz', '_x'), { nuclear: true })).toThrow(
      'the operations of the magnetic group are not listed',
    );
    expect(() => readCif(MCIF.replace('-x,y,-z+1/2,+1', '-x,y,+1'), { nuclear: true })).toThrow('line 13');
    expect(() => readCif(`${MCIF}_cell_modulation_dimension 1\n`, { nuclear: true })).toThrow('modulated');
  });

  it('that is none is read as before, whatever is asked for', () => {
    const nuclear = MCIF.replace('_space_group_magn.number_BNS 15.90', "_space_group_name_H-M_alt 'P -1'")
      .replaceAll('symop_magn_', 'other_')
      .replace('beta 100', 'beta 90');
    expect(readCif(nuclear, { nuclear: true })).toEqual(readCif(nuclear));
  });
});
