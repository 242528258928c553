"""Change of basis between each of the 530 settings and the reference setting, from gemmi and cctbx."""
import gemmi
from cctbx import sgtbx

from settings import REFERENCE, SETTINGS, operations
from sources_io import version, write


def conjugated(c, hall, c_inverse, centring):
    """c G c⁻¹ modulo the centring translations of the target, as a set of triplets."""
    return {gemmi.Op(t).combine(c).combine(op).combine(c_inverse).wrap().triplet()
            for op in gemmi.symops_from_hall(hall) for t in centring}


def centring(hall):
    cen = gemmi.symops_from_hall(hall).cen_ops
    return [",".join(f"{axis}+{n}/24" for axis, n in zip("xyz", t)) for t in cen]


def verify(x_reference_of_x, x_of_x_reference, hall, reference_hall):
    assert x_reference_of_x.combine(x_of_x_reference).triplet() == "x,y,z"
    assert conjugated(x_reference_of_x, hall, x_of_x_reference, centring(reference_hall)) == operations(reference_hall)
    assert conjugated(x_of_x_reference, reference_hall, x_reference_of_x, centring(hall)) == operations(hall)


table = {s.xhm(): s for s in gemmi.spacegroup_table()}
gemmi_rows, cctbx_rows = [], []
for setting in SETTINGS:
    reference_hall = REFERENCE[setting["number"]]["hall"]
    basisop = table[setting["hm_extended"]].basisop
    verify(basisop.inverse(), basisop, setting["hall"], reference_hall)
    gemmi_rows.append([setting["hall_number"], basisop.triplet(), basisop.inverse().triplet()])

    cb_op = sgtbx.space_group_info(group=sgtbx.space_group(setting["hall"])).change_of_basis_op_to_reference_setting()
    forward, backward = gemmi.Op(cb_op.c().as_xyz()), gemmi.Op(cb_op.c_inv().as_xyz())
    verify(forward, backward, setting["hall"], reference_hall)
    cctbx_rows.append([setting["hall_number"], backward.triplet(), forward.triplet(), cb_op.as_abc()])

fields = ["hall_number", "x_of_x_reference", "x_reference_of_x"]
write("change-of-basis-gemmi", __file__, "gemmi", gemmi.__version__,
      "x_of_x_reference is basisop; x_reference_of_x its inverse; see README", fields, gemmi_rows)
write("change-of-basis-cctbx", __file__, "cctbx", version("cctbx"),
      "x_reference_of_x is change_of_basis_op_to_reference_setting().c(); abc is its as_abc(); see README",
      fields + ["abc"], cctbx_rows)
differing = [(g[0], g[1], c[1]) for g, c in zip(gemmi_rows, cctbx_rows) if g[1] != c[1]]
print(f"strings differ in {len(differing)} settings:", differing)
