"""Direct-space asymmetric units of the 230 reference settings, from cctbx's reference table."""
from fractions import Fraction
from itertools import product
import random

import gemmi
from cctbx.sgtbx.direct_space_asu import reference_table
from scipy.spatial import ConvexHull

from settings import REFERENCE, operations
from sources_io import version, write


def number(value):
    value = Fraction(str(value))
    return value.numerator if value.denominator == 1 else str(value)


def parsed(node):
    """[normal, constant, inclusive, condition or null] of a facet, [operator, left, right] of a compound condition."""
    if hasattr(node, "op"):
        return [node.op, parsed(node.lhs), parsed(node.rhs)]
    return [[number(n) for n in node.n], number(node.c), int(node.inclusive), parsed(node.cut_expr) if node.has_cuts() else None]


def is_inside(node, x):
    """x is in units of 1/24; computes what cctbx's cut.is_inside does, from the parsed form."""
    if isinstance(node[0], str):
        combine = all if node[0] == "&" else any
        return combine(is_inside(part, x) for part in node[1:])
    normal, constant, inclusive, condition = node
    value = sum(n * c for n, c in zip(normal, x)) + 24 * Fraction(constant)
    return value > 0 or value == 0 and (is_inside(condition, x) if condition else bool(inclusive))


def images(ops, x):
    for op in ops:
        image = [sum(r * c for r, c in zip(row, x)) // op.DEN + t for row, t in zip(op.rot, op.tran)]
        yield tuple(c % 24 for c in image)


def count_inside(facets, orbit):
    shifts = list(product((-24, 0, 24), repeat=3))
    return sum(all(is_inside(f, [a + b for a, b in zip(x, s)]) for f in facets) for x in orbit for s in shifts)


random.seed(0)
rows = []
for n, setting in REFERENCE.items():
    asu = reference_table.get_asu(n)
    assert operations(asu.hall_symbol.strip()) == operations(setting["hall"]), n
    facets = [parsed(cut) for cut in asu.cuts]
    assert all(isinstance(c, int) for f in facets for c in f[0])
    ops = list(gemmi.symops_from_hall(setting["hall"]))
    volume = ConvexHull([[float(Fraction(str(c))) for c in v] for v in asu.shape_vertices()]).volume
    if abs(volume * len(ops) - 1) > 1e-9:
        print(f"{n}: volume {volume} is not 1/{len(ops)}")
    for _ in range(8):
        x = [random.randrange(24) for _ in range(3)]
        found = count_inside(facets, set(images(ops, x)))
        if found != 1:
            print(f"{n}: the orbit of {x}/24 has {found} points inside")
    rows.append([n, [repr(cut) for cut in asu.cuts], [cut.as_xyz() for cut in asu.cuts], facets])

write("asu-cctbx", __file__, "cctbx", version("cctbx"),
      "as_printed: cctbx's repr of each facet; as_xyz: the same as inequalities; facets: parsed, see README",
      ["number", "as_printed", "as_xyz", "facets"], rows)
