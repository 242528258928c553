"""Reflections to which atoms on a Wyckoff position do not contribute, from gemmi's structure factors, for 60 positions."""
import gemmi
from cctbx import sgtbx

from settings import REFERENCE
from sources_io import write

TABLE = {s.xhm(): s for s in gemmi.spacegroup_table()}
CELLS = {"triclinic": (5.1, 5.9, 6.7, 83, 97, 104), "monoclinic": (5.3, 6.1, 7.2, 90, 103, 90), "orthorhombic": (5.2, 6.3, 7.4, 90, 90, 90),
         "tetragonal": (6.2, 6.2, 7.9, 90, 90, 90), "trigonal": (6.4, 6.4, 9.1, 90, 90, 120), "hexagonal": (6.4, 6.4, 9.1, 90, 90, 120),
         "cubic": (9.3, 9.3, 9.3, 90, 90, 90)}
RANGE_H, RANGE_L = range(-3, 4), range(0, 7)


def special_positions():
    for number, setting in REFERENCE.items():
        table = sgtbx.space_group_info(group=sgtbx.space_group(setting["hall"])).wyckoff_table()
        for i in range(1, table.size()):
            position = table.position(i)
            yield number, setting, position.letter(), position.special_op()


def bits(number, setting, point):
    group = TABLE[setting["hm_extended"]]
    small = gemmi.SmallStructure()
    small.cell = gemmi.UnitCell(*CELLS[group.crystal_system_str()])
    small.spacegroup_hm = group.xhm()
    site = gemmi.SmallStructure.Site()
    site.label, site.element, site.fract, site.occ = "C1", gemmi.Element("C"), gemmi.Fractional(*point), 1
    small.add_site(site)
    small.setup_cell_images()
    calculator = gemmi.StructureFactorCalculatorX(small.cell)
    largest = 0
    factors = []
    for h in RANGE_H:
        for k in RANGE_H:
            for l in RANGE_L:
                f = abs(calculator.calculate_sf_from_small_structure(small, (h, k, l)))
                largest = max(largest, f)
                factors.append(f)
    # Between what is rounding and what is a structure factor there is a gap.
    assert not any(1e-9 < f / largest < 1e-6 for f in factors), (number, point)
    return "".join("0" if f < 1e-8 * largest else "1" for f in factors)


rows = []
positions = list(special_positions())
for number, setting, letter, op in positions[7::len(positions) // 60][:60]:
    point = [float(c) for c in op * (0.1372, 0.2918, 0.4186)]
    rows.append([number, letter, point, bits(number, setting, point)])

write("special-reflections-gemmi", __file__, "gemmi", gemmi.__version__,
      "point: fractional coordinates of an atom on the position (special_op of cctbx); present: 1 where |F| is not zero, for h and k from -3 to 3 and l from 0 to 6, "
      "l fastest; see README",
      ["number", "letter", "point", "present"], rows)
