"""Names of the 530 settings, in the order of spglib's Hall numbers, from spglib, gemmi and cctbx."""
import gemmi
import spglib
from cctbx import sgtbx

from sources_io import version, write

FIELDS = ["hall_number", "number", "qualifier", "hall", "hm_extended", "hm_short", "hm_full", "schoenflies"]


def operations(hall):
    ops = gemmi.symops_from_hall(hall)
    return frozenset(op.wrap().triplet() for op in ops)


def spglib_rows():
    for hall_number in range(1, 531):
        s = spglib.get_spacegroup_type(hall_number)
        yield [hall_number, s["number"], s["choice"], s["hall_symbol"], s["international"], s["international_short"],
               s["international_full"], s["schoenflies"]]


def gemmi_row(hall_number, s):
    return [hall_number, s.number, s.qualifier, s.hall, s.xhm(), s.short_name(), s.hm, None, s.ext.strip("\0 ")]


def cctbx_row(hall_number, s):
    return [hall_number, s.number(), s.qualifier(), s.hall().strip(), s.universal_hermann_mauguin(),
            s.hermann_mauguin(), None, s.schoenflies(), s.extension().strip("\0 "), s.change_of_basis_symbol()]


def align(reference, candidates, hall, number_of_free):
    """Pairs each Hall number with one candidate of the same operations, in table order among equals (No. 68)."""
    by_operations = {}
    for candidate in candidates:
        by_operations.setdefault(operations(hall(candidate)), []).append(candidate)
    for row in reference:
        found = by_operations[operations(row[3])]
        yield row[0], found.pop(0)
    left = sum(map(len, by_operations.values()))
    assert left == number_of_free, left


reference = list(spglib_rows())
write("settings-spglib", __file__, "spglib", version("spglib"),
      "hm_extended is spglib's `international` ('short = full' for monoclinic groups), not unique", FIELDS, reference)

table = list(gemmi.spacegroup_table())[:530]
write("settings-gemmi", __file__, "gemmi", gemmi.__version__,
      "hm_extended is xhm(); hm_short is short_name(), without spaces; hm_full is hm, which is full for monoclinic groups only",
      FIELDS + ["extension"], [gemmi_row(*pair) for pair in align(reference, table, lambda s: s.hall, 0)])

table = list(sgtbx.space_group_symbol_iterator())
write("settings-cctbx", __file__, "cctbx", version("cctbx"),
      "hm_extended is universal_hermann_mauguin(), hm_short is hermann_mauguin()",
      FIELDS + ["extension", "change_of_basis_symbol"],
      [cctbx_row(*pair) for pair in align(reference, table, lambda s: s.hall(), 0)])
