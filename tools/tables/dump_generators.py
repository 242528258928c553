"""Generators selected of the 230 reference settings: the operations of ASE's lists from which all others follow."""
from compare_operations import SOURCES, generated, selected, split, rotation
from sources_io import version, write

rows = []
for number, ops in SOURCES["ase"].items():
    first, _ = split(number, ops)
    assert generated(number, first) == first
    by_rotation = {rotation(xyz): xyz for xyz in first}
    rows.append([number, [by_rotation[r] for r in selected(number)]])

write("generators", __file__, "ase", version("ase"),
      "list ← list ∪ g∘list (∪ g²∘list for a three-fold g), starting from the identity, gives the first centring block of operations-ase.json; g∘op applies op first",
      ["number", "generators"], rows)
