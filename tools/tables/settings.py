"""The 530 settings and the 230 reference settings among them, shared by the dump scripts."""
import gemmi

from sources_io import read

SETTINGS = read("settings-gemmi")


def is_reference(setting):
    """Unique axis b with cell choice 1, axes abc, origin choice 2, hexagonal axes."""
    return setting["qualifier"] in ("", "b", "b1") and setting["extension"] in ("", "2", "H")


REFERENCE = {s["number"]: s for s in SETTINGS if is_reference(s)}
assert list(REFERENCE) == list(range(1, 231)) and sum(map(is_reference, SETTINGS)) == 230


def operations(hall):
    return {op.wrap().triplet() for op in gemmi.symops_from_hall(hall)}
