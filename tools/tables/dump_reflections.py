"""Reciprocal asymmetric units, absences, epsilon factors, centric flags and phase shifts, from gemmi."""
import math
import random

import gemmi

from settings import REFERENCE, SETTINGS
from sources_io import write

random.seed(20240101)
TABLE = {s.xhm(): s for s in gemmi.spacegroup_table()}


def random_hkl(limit=6):
    """General and special reflections alike: one index in three is 0, one in six repeats another."""
    hkl = [random.choice((0, 1, 1)) * random.randint(-limit, limit) for _ in range(3)]
    if random.random() < 1 / 3:
        a, b = random.sample(range(3), 2)
        hkl[a] = random.choice((1, -1)) * hkl[b]
    return hkl if any(hkl) else [0, 0, 2]


def transformed(ops, hkl, isym):
    """What isym means: h R of sym_ops[(isym - 1) // 2], negated if isym is even."""
    image = ops.sym_ops[(isym - 1) // 2].apply_to_hkl(hkl)
    return image if isym % 2 else [-h for h in image]


def row_times_matrix(hkl, op):
    return [sum(hkl[i] * op.rot[i][j] for i in range(3)) // op.DEN for j in range(3)]


def minus_h_dot_t(hkl, op):
    return -sum(h * t for h, t in zip(hkl, op.tran)) % op.DEN


asu_rows = []
for number, setting in REFERENCE.items():
    asu = gemmi.ReciprocalAsu(TABLE[setting["hm_extended"]])
    ops = TABLE[setting["hm_extended"]].operations()
    mapped = [(hkl, asu.to_asu(hkl, ops)) for hkl in (random_hkl() for _ in range(10))]
    assert all(list(to) == list(transformed(ops, hkl, isym)) for hkl, (to, isym) in mapped)
    asu_rows.append([number, asu.condition_str(), [op.triplet() for op in ops.sym_ops],
                     [[hkl, list(to), isym] for hkl, (to, isym) in mapped]])

write("reciprocal-asu-gemmi", __file__, "gemmi", gemmi.__version__,
      "sym_ops are gemmi's own order without centring; mapped: [hkl, to_asu's hkl, isym], odd isym = 2n-1: "
      "hkl times sym_ops[n-1], even isym = 2n: minus that; see README",
      ["number", "condition", "sym_ops", "mapped"], asu_rows)

rows = []
for setting in SETTINGS:
    ops = TABLE[setting["hm_extended"]].operations()
    reflections = []
    for hkl in (random_hkl() for _ in range(10)):
        shifts = [op.phase_shift(hkl) for op in ops.sym_ops]
        turns = [s / (2 * math.pi) * 24 for s in shifts]
        assert all(abs(t - round(t)) < 1e-6 for t in turns)
        assert [round(t) % 24 for t in turns] == [minus_h_dot_t(hkl, op) for op in ops.sym_ops]
        assert all(list(op.apply_to_hkl(hkl)) == row_times_matrix(hkl, op) for op in ops.sym_ops)
        reflections.append(hkl + [ops.epsilon_factor_without_centering(hkl), ops.epsilon_factor(hkl),
                                  int(ops.is_systematically_absent(hkl)), int(ops.is_reflection_centric(hkl)),
                                  [round(t) % 24 for t in turns]])
    rows.append([setting["hall_number"], " ".join(op.triplet() for op in ops.sym_ops), reflections])

write("reflections-gemmi", __file__, "gemmi", gemmi.__version__,
      "reflections: [h, k, l, epsilon without centring, epsilon with centring, absent, centric, phase shifts of sym_ops in units of 2π/24 mod 24]; see README",
      ["hall_number", "sym_ops", "reflections"], rows)
