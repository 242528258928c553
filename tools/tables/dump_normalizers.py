"""Euclidean normalizers and structure seminvariants of the 230 reference settings, from cctbx."""
import gemmi
from cctbx import sgtbx

from settings import REFERENCE, operations
from sources_io import version, write


def generators(info, k2l, l2n):
    """K2L adds an inversion, L2N the further generators, in the words of the International Tables' table of normalizers."""
    return [op.as_xyz() for op in info.type().addl_generators_of_euclidean_normalizer(k2l, l2n)]


def normalizes(c, hall):
    return {c.combine(gemmi.Op(g)).combine(c.inverse()).wrap().triplet() for g in operations(hall)} == operations(hall)


def shift(vector, modulus):
    return gemmi.Op(",".join(f"{axis}+{v}/{modulus}" for axis, v in zip("xyz", vector)))


rows = []
for number, setting in REFERENCE.items():
    info = sgtbx.space_group_info(group=sgtbx.space_group(setting["hall"]))
    assert info.type().number() == number
    seminvariants = [[list(vm.v), vm.m] for vm in info.structure_seminvariants().vectors_and_moduli()]
    shifts = [shift(v, m) for v, m in seminvariants if m] + [shift(v, 24) for v, m in seminvariants if not m]
    additional = [gemmi.Op(g) for g in generators(info, True, False) + generators(info, False, True)]
    assert all(normalizes(c, setting["hall"]) for c in shifts + additional), number
    rows.append([number, generators(info, True, False), generators(info, False, True), seminvariants])

write("normalizers-cctbx", __file__, "cctbx", version("cctbx"),
      "k2l and l2n: addl_generators_of_euclidean_normalizer(True, False) and (False, True); "
      "seminvariants: [vector, modulus], modulus 0 is continuous; see README",
      ["number", "k2l", "l2n", "seminvariants"], rows)
