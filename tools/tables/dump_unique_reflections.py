"""Unique reflections with their multiplicities up to one resolution in the 230 reference settings, from gemmi."""
from hashlib import sha256

import gemmi

from settings import REFERENCE
from sources_io import write

TABLE = {s.xhm(): s for s in gemmi.spacegroup_table()}
D_MIN = 1.1
CELLS = {
    "triclinic": (5.1, 5.9, 6.7, 83, 97, 104), "monoclinic": (5.3, 6.1, 7.2, 90, 103, 90), "orthorhombic": (5.2, 6.3, 7.4, 90, 90, 90),
    "tetragonal": (6.2, 6.2, 7.9, 90, 90, 90), "trigonal": (6.4, 6.4, 9.1, 90, 90, 120), "hexagonal": (6.4, 6.4, 9.1, 90, 90, 120),
    "cubic": (9.3, 9.3, 9.3, 90, 90, 90),
}

rows = []
for number, setting in REFERENCE.items():
    group = TABLE[setting["hm_extended"]]
    ops = group.operations()
    cell = CELLS[group.crystal_system_str()]
    found = []
    for hkl in gemmi.make_miller_array(gemmi.UnitCell(*cell), group, D_MIN, 0, True):
        hkl = [int(c) for c in hkl]
        # Friedel's law doubles what no operation maps to -h.
        number_of = len(ops.sym_ops) // ops.epsilon_factor_without_centering(hkl)
        found.append((*hkl, number_of * (1 if ops.is_reflection_centric(hkl) else 2)))
    lines = "\n".join(" ".join(map(str, row)) for row in sorted(found))
    rows.append([number, list(cell), len(found), sum(row[3] for row in found), sha256(lines.encode()).hexdigest()[:12]])

write("unique-reflections-gemmi", __file__, "gemmi", gemmi.__version__,
      f"all that are not absent with d of at least {D_MIN} Å; cell in Å and degrees; total: sum of the multiplicities; digest: SHA-256, first 12 digits, "
      "of the sorted lines `h k l multiplicity`, representatives are those of gemmi's ReciprocalAsu; see README",
      ["number", "cell", "count", "total", "digest"], rows)
