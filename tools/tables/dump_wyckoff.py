"""Wyckoff positions of the 230 reference settings from cctbx; moyo's of all 530 settings are compared with them."""
from fractions import Fraction
from itertools import product
import re

import gemmi
import numpy as np
from cctbx import sgtbx

from settings import REFERENCE, SETTINGS
from sources_io import read, version, write


def cctbx_positions(hall):
    table = sgtbx.space_group_info(group=sgtbx.space_group(hall)).wyckoff_table()
    return [[p.letter(), p.multiplicity(), p.point_group_type(), str(p.special_op()), str(p.special_op_simplified())]
            for p in (table.position(i) for i in range(table.size()))]


rows = [[number, cctbx_positions(s["hall"])] for number, s in REFERENCE.items()]
write("wyckoff-cctbx", __file__, "cctbx", version("cctbx"),
      "one row per group: [number, [[letter, multiplicity, site-symmetry point group, special-position operator "
      "(a projection onto the representative position), the same simplified], ...]]",
      ["number", "positions"], rows)
print("positions:", sum(len(p) for _, p in rows))

cctbx = dict(rows)
moyo = {row["hall_number"]: row["positions"] for row in read("wyckoff-moyo")}


def elements(symbol):
    """The symbols of the directions, whatever their order: 2.mm and mm2 are alike, -42.m and -4m2 too."""
    return sorted(re.findall(r"-?\d(?:/m)?|m", symbol))


def matrix(coordinates):
    """[3 rows of x, y, z, constant] of a representative such as 'x,-x+1/4,2x'."""
    def row(text):
        values = dict.fromkeys(("x", "y", "z", ""), Fraction(0))
        for sign, number, axis in re.findall(r"([+-]?)(\d+(?:/\d+)?)?\*?([xyz]?)", text):
            if number or axis:
                values[axis] += Fraction(number or 1) * (-1 if sign == "-" else 1)
        return list(values.values())
    return [row(text) for text in coordinates.split(",")]


SCALE = 24 * 3 * 1009  # points are integers in units of 1/SCALE
PARAMETERS = [Fraction(n, SCALE) for n in (72 * 13, 72 * 131, 72 * 401)]
SHIFTS = np.array(list(product(range(-3, 4), repeat=3))) * SCALE


def integers(values):
    scaled = [Fraction(v) * SCALE for v in values]
    assert all(v.denominator == 1 for v in scaled), values
    return np.array([int(v) for v in scaled], dtype=np.int64)


def generic_point(representative):
    return integers(sum(c * p for c, p in zip(row, PARAMETERS + [1])) for row in matrix(representative))


def images(hall, x):
    ops = list(gemmi.symops_from_hall(hall))
    rotations = np.array([op.rot for op in ops]) // gemmi.Op.DEN
    return (rotations @ x + np.array([op.tran for op in ops]) * (SCALE // 24)) % SCALE


def to_reference(setting, x):
    """x_reference = basisop⁻¹ x, exactly; x is a multiple of 72/SCALE or of 1/24, so a third of it is an integer."""
    op = gemmi.Op(BASIS[setting["hall_number"]])
    y = np.array(op.rot) @ x
    assert not (y % op.DEN).any()
    return y // op.DEN + np.array(op.tran) * (SCALE // 24)


def is_on(special_op, points):
    """Whether the projection special_op leaves some image x + n in its place."""
    m = matrix(special_op)
    candidates = (points[:, None, :] + SHIFTS[None]).reshape(-1, 3)
    denominator = 24
    linear = np.array([[int(c * denominator) for c in row[:3]] for row in m])
    constant = integers(row[3] for row in m)
    return bool((candidates @ linear.T + denominator * constant == denominator * candidates).all(axis=1).any())


BASIS = {row["hall_number"]: row["x_reference_of_x"] for row in read("change-of-basis-gemmi")}


def differences(setting):
    """Positions of moyo whose multiplicity, symmetry elements or points differ from cctbx's position of the same letter."""
    hall = setting["hall"]
    reference = REFERENCE[setting["number"]]["hall"]
    by_letter = {p[0].replace("@", "A"): p for p in cctbx[setting["number"]]}
    ratio = Fraction(len(gemmi.symops_from_hall(hall)), len(gemmi.symops_from_hall(reference)))
    for letter, multiplicity, symbol, representative in moyo[setting["hall_number"]]:
        x = generic_point(representative)
        if len(np.unique(images(hall, x), axis=0)) != multiplicity:
            yield letter, representative, "is no position of this multiplicity"
        expected = by_letter[letter]
        if multiplicity != expected[1] * ratio or elements(symbol) != elements(expected[2]):
            yield letter, multiplicity, symbol, "expected", expected[1:3]
        points = images(reference, to_reference(setting, x))
        if not is_on(expected[3], points):
            found = [p[0] for p in by_letter.values() if p[1] == expected[1] and is_on(p[3], points)]
            yield letter, representative, "is on", found


def compare():
    differing = 0
    for setting in SETTINGS:
        assert len(moyo[setting["hall_number"]]) == len(cctbx[setting["number"]])
        found = list(differences(setting))
        differing += bool(found)
        if found:
            print(setting["hall_number"], setting["number"], setting["hm_extended"], *found, sep="; ")
    print(f"moyo and cctbx differ in {differing} of 530 settings")


compare()
