"""Tensors of the 32 point groups: numbers of components by characters of spglib's rotations, projections by pymatgen."""
from fractions import Fraction

import numpy as np
import spglib
from pymatgen.analysis.elasticity.elastic import ElasticTensor
from pymatgen.analysis.piezo import PiezoTensor
from pymatgen.core import Lattice, Structure
from pymatgen.core.tensors import Tensor
from pymatgen.symmetry.analyzer import SpacegroupAnalyzer

from sources_io import version, write

FIRST = {}
for hall in range(1, 531):
    kind = spglib.get_spacegroup_type(hall)
    FIRST.setdefault(kind["number"], (hall, kind["pointgroup_international"]))


def matrices(number):
    rotations = spglib.get_symmetry_from_database(FIRST[number][0])["rotations"]
    return [np.array(r) for r in {tuple(map(tuple, r.tolist())) for r in rotations}]


def characters(r):
    """Traces on vectors, general and symmetric rank 2, the last one axial, piezoelectric and elastic tensors."""
    vector = int(np.trace(r))
    symmetric = lambda m: (np.trace(m) ** 2 + np.trace(m @ m)) // 2
    s = int(symmetric(r))
    elastic = (s * s + int(symmetric(r @ r))) // 2
    return [vector, vector * vector, s, round(np.linalg.det(r)) * s, vector * s, elastic]


counts = {}
for number in range(1, 231):
    group = matrices(number)
    sums = np.sum([characters(r) for r in group], axis=0)
    row = [Fraction(int(total), len(group)) for total in sums]
    assert all(value.denominator == 1 for value in row)
    row = [int(value) for value in row]
    assert counts.setdefault(FIRST[number][1], row) == row
assert len(counts) == 32
write("tensor-counts-spglib", __file__, "spglib", version("spglib"),
      "numbers of independent components of tensors, the means of their characters over the rotations of the group; equal for all groups "
      "of a point group",
      ["point_group", "rank1", "rank2", "dielectric", "gyration", "piezoelectric", "elastic"],
      [[symbol, *row] for symbol, row in counts.items()])

# A space group of each point group, and of each other orientation on the conventional axes, with a lattice of no higher symmetry.
NUMBERS = [1, 2, 4, 7, 14, 19, 33, 62, 76, 81, 88, 92, 106, 114, 115, 130, 144, 148, 149, 152, 156, 157, 161, 162, 165, 167, 169, 174,
           176, 178, 184, 187, 189, 193, 198, 205, 213, 218, 222]
EDGES = {"triclinic": (5.1, 6.3, 7.7, 83, 97, 109), "monoclinic": (5.1, 6.3, 7.7, 90, 103, 90), "orthorhombic": (5.1, 6.3, 7.7, 90, 90, 90),
         "tetragonal": (5.1, 5.1, 7.7, 90, 90, 90), "trigonal": (5.1, 5.1, 7.7, 90, 90, 120), "hexagonal": (5.1, 5.1, 7.7, 90, 90, 120),
         "cubic": (5.1, 5.1, 5.1, 90, 90, 90)}
random = np.random.default_rng(14)


def integers(rows, columns):
    return random.integers(-9, 10, (rows, columns)).astype(float)


def lattice_of(number):
    bounds = [(2, "triclinic"), (15, "monoclinic"), (74, "orthorhombic"), (142, "tetragonal"), (167, "trigonal"), (194, "hexagonal"),
              (230, "cubic")]
    edges = Lattice.from_parameters(*EDGES[next(system for last, system in bounds if number <= last)])
    # A rotation that belongs to no symmetry: the frame of the lattice is any.
    q, _ = np.linalg.qr(random.normal(size=(3, 3)))
    return Lattice(np.round(edges.matrix @ (q * np.linalg.det(q)), 12))


rows = []
for number in NUMBERS:
    lattice = lattice_of(number)
    crystal = Structure.from_spacegroup(number, lattice, ["Si", "O", "Mg"], [[0.113, 0.241, 0.367], [0.431, 0.079, 0.193], [0.317, 0.459, 0.031]])
    assert SpacegroupAnalyzer(crystal, 1e-5).get_space_group_number() == number, number
    flat = lambda tensor: [round(float(value), 12) for value in np.ravel(tensor)]
    dielectric, piezo, elastic = integers(3, 3), integers(3, 6), integers(6, 6)
    dielectric, elastic = dielectric + dielectric.T, elastic + elastic.T
    rows.append([number, lattice.matrix.tolist(),
                 flat(dielectric), flat(Tensor(dielectric).fit_to_structure(crystal, 1e-5)),
                 flat(piezo), flat(PiezoTensor.from_voigt(piezo).fit_to_structure(crystal, 1e-5).voigt),
                 flat(elastic), flat(ElasticTensor.from_voigt(elastic).fit_to_structure(crystal, 1e-5).voigt)])
write("tensors-pymatgen", __file__, "pymatgen", version("pymatgen"),
      "tensors and what fit_to_structure makes of them, in the Cartesian frame of the lattice, Voigt's matrices without factors, row by row; "
      "operations are on the conventional axes of the reference setting",
      ["number", "lattice", "dielectric", "dielectric_fitted", "piezoelectric", "piezoelectric_fitted", "elastic", "elastic_fitted"], rows)
