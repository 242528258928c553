"""Symmetry elements of the unit cell in the 530 settings, from cctbx's analysis of single operations."""
from collections import Counter, defaultdict
from fractions import Fraction
from hashlib import sha256
from itertools import product
from math import gcd
import sys

from cctbx import sgtbx

from settings import SETTINGS
from sources_io import version, write

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
CELLS = list(product((-1, 0, 1), repeat=3))
# Glide vectors of the letters by Table 2.1.2.1 of the International Tables A: which components are used.
LETTERS = [("a", HALF, [(1, 0, 0)]), ("b", HALF, [(0, 1, 0)]), ("c", HALF, [(0, 0, 1)]),
           ("n", HALF, [(0, 1, 1), (1, 0, 1), (1, 1, 0), (1, 1, 1)]), ("d", QUARTER, [(0, 1, 1), (1, 0, 1), (1, 1, 0), (1, 1, 1)])]


def exact(vector):
    return tuple(Fraction(n, vector.den()) for n in vector.num())


def dot(u, v):
    return sum(a * b for a, b in zip(u, v))


def primitive(v):
    divisor = gcd(gcd(v[0], v[1]), v[2])
    v = [c // divisor for c in v]
    return tuple(v) if next(c for c in v if c) > 0 else tuple(-c for c in v)


def on_axis(axis, x):
    """The point of the line where the first coordinate that can be 0 is 0, modulo 1."""
    i = next(i for i, c in enumerate(axis) if abs(c) == 1)
    return tuple((c - x[i] / axis[i] * a) % 1 for c, a in zip(x, axis))


def translations(group):
    ops = [group(i).mod_positive() for i in range(group.order_z())]
    return {exact(op.t()) for op in ops if op.r().is_unit_mx()}


def letter(hkl, glides, lattice):
    """The letter of a plane from one glide vector: the vectors of the table that differ from it by a lattice vector."""
    w = next(iter(glides))
    equivalent = lambda v: dot(hkl, v) == 0 and tuple((a - b) % 1 for a, b in zip(v, w)) in lattice
    if equivalent((0, 0, 0)):
        return "m"
    found = set()
    parallel = 3 - sum(1 for c in hkl if c)
    for name, part, patterns in LETTERS:
        for pattern in patterns:
            # n and d glide diagonally between two axes in the plane, or along a body diagonal.
            if name in "nd" and sum(pattern) != (2 if parallel == 2 else 3):
                continue
            if any(equivalent([s * p * part for s, p in zip(signs, pattern)]) for signs in product((1, -1), repeat=3)):
                found.add(name)
    axes = [i for i, name in enumerate("abc") if name in found]
    diagonal = any(equivalent([0 if i == j else s * HALF for j, s in enumerate(signs)])
                   for i in axes for signs in product((1, -1), repeat=3))
    if len(axes) > 1 or diagonal:
        return "e"
    return min(found, default="g")


def elements(group):
    """Lines like `4_2/m 0,0,1 1/2,0,0`: symbol, direction or Miller indices, location modulo 1."""
    lattice = translations(group)
    centres, axes, planes = set(), defaultdict(set), defaultdict(set)
    for i in range(group.order_z()):
        op = group(i).mod_positive()
        info = op.r().info()
        if info.type() == 1:
            continue
        for cell in CELLS:
            moved = sgtbx.rt_mx(op.r(), op.t().plus(sgtbx.tr_vec(cell, 1).new_denominator(op.t().den())))
            # Locations are thirds and eighths of translations.
            part = sgtbx.translation_part_info(moved.new_denominators(1, 24 * 12))
            x, w = exact(part.origin_shift()), exact(part.intrinsic_part())
            if info.type() == -1:
                centres.add(tuple(c % 1 for c in x))
            elif info.type() == -2:
                r = [list(op.r().num())[3 * k:3 * k + 3] for k in range(3)]
                rows = [[(j == k) - c for k, c in enumerate(row)] for j, row in enumerate(r)]
                hkl = primitive(next(row for row in rows if any(row)))
                planes[hkl, dot(hkl, x) % 1].add(w)
            else:
                axis = primitive(info.ev())
                sense = info.sense() * (1 if axis == tuple(info.ev()) else -1)
                axes[axis, on_axis(axis, x)].add((info.type(), sense, w))
    for x in centres:
        yield "-1", (), x
    for (hkl, offset), glides in planes.items():
        yield letter(hkl, glides, lattice), hkl, (offset,)
    inverted = {(axis, on_axis(axis, x)) for axis in {axis for axis, _ in axes} for x in centres}
    for (axis, x), found in axes.items():
        order = max(t for t, _, _ in found)
        turns = [w for t, sense, w in found if t == order and sense >= 0]
        period = min(k for k in (Fraction(n, 12) for n in range(1, 13)) if tuple(k * c % 1 for c in axis) in lattice)
        i = next(i for i, c in enumerate(axis) if c)
        screws = {w[i] / axis[i] / period * order % order for w in turns}
        assert len(screws) == 1, (axis, x, screws)
        symbol = f"{order}" if screws == {0} else f"{order}_{screws.pop()}"
        types = {t for t, _, _ in found}
        if (axis, x) in inverted:
            symbol = "-3" if order == 3 else f"{symbol}/m"
        elif order == 2 and -4 in types:
            symbol = "-4"
        elif order == 3 and -6 in types:
            symbol = "-6"
        yield symbol, axis, x


join = lambda values: ",".join(str(v) for v in values)
rows = []
for setting in SETTINGS:
    lines = sorted(f"{symbol} {join(direction)} {join(place)}" for symbol, direction, place in elements(sgtbx.space_group(setting["hall"])))
    if sys.argv[1:] == [setting["hm_extended"]]:
        print("\n".join(lines))
    counts = Counter(line.split(" ")[0] for line in lines)
    rows.append([setting["hall_number"], " ".join(f"{name}:{n}" for name, n in sorted(counts.items())),
                 sha256("\n".join(lines).encode()).hexdigest()[:12]])

write("symmetry-elements-cctbx", __file__, "cctbx", version("cctbx"),
      "counts by symbol, modulo a, b, c; digest: SHA-256, first 12 digits, of the sorted lines `symbol direction place`; see README",
      ["hall_number", "counts", "digest"], rows)
