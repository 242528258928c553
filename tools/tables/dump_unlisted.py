"""Symbols beyond the table of 530 settings that gemmi lists, with the operations of its Hall symbols and cctbx's number of them."""
import gemmi
from cctbx import sgtbx

from sources_io import version, write

# CCP4's names of groups with another origin, "P 21212(a)", are no Hermann-Mauguin symbols.
rows = []
for s in list(gemmi.spacegroup_table())[530:]:
    if s.xhm().endswith(("a", "a)")):
        continue
    cctbx = sgtbx.space_group(s.hall)
    operations = sorted(op.wrap().triplet() for op in gemmi.symops_from_hall(s.hall))
    assert len(operations) == cctbx.order_z()
    number = cctbx.info().type().number()
    assert number == s.number
    rows.append([s.xhm(), number, s.hall, " ".join(operations)])

write("unlisted-symbols-gemmi", __file__, "gemmi, cctbx", f"{gemmi.__version__}, {version('cctbx')}", "origins are those of gemmi",
      ["hm", "number", "hall", "operations"], rows)
