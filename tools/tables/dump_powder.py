"""Powder patterns of the minerals in packages/data/test/minerals.cif from three programs: gemmi, cctbx and pymatgen; from the first two the structure
factors, all else is computed here."""
import warnings
from collections import defaultdict
from pathlib import Path

import gemmi
import numpy as np
from iotbx import cif
from pymatgen.analysis.diffraction.xrd import XRDCalculator
from pymatgen.io.cif import CifParser

from sources_io import version, write

warnings.filterwarnings("ignore")
MINERALS = Path(__file__).parents[2] / "packages/data/test/minerals.cif"
WAVELENGTH = 1.5405929  # Å, Cu Kα1
TWO_THETA = (5, 90)
LEAST = 0.02  # of the strongest 100; weaker lines are left out
D_MIN = WAVELENGTH / 2 / np.sin(np.radians(TWO_THETA[1] / 2))


def two_theta(d):
    return 2 * np.degrees(np.arcsin(WAVELENGTH / 2 / d))


def angle_factor(d, polarised):
    theta = np.radians(two_theta(d) / 2)
    return (1 + np.cos(2 * theta) ** 2 if polarised else 1) / (np.sin(theta) ** 2 * np.cos(theta))


def merged(lines):
    """Relative intensities by d, those of the same d as one; lines are (d, multiplicity, intensity)."""
    out = []
    for d, multiplicity, intensity in sorted(lines, reverse=True):
        if out and abs(out[-1][0] - d) < 1e-6 * d:
            out[-1][1] += multiplicity
            out[-1][2] += intensity
        else:
            out.append([d, multiplicity, intensity])
    most = max(line[2] for line in out)
    return [(d, multiplicity, 100 * intensity / most) for d, multiplicity, intensity in out]


def by_gemmi(block):
    structure = gemmi.make_small_structure_from_block(block)
    structure.change_occupancies_to_crystallographic()
    calculator = gemmi.StructureFactorCalculatorX(structure.cell)
    group = gemmi.find_spacegroup_by_ops(gemmi.GroupOps([gemmi.Op(row.str(0)) for row in block.find(["_space_group_symop_operation_xyz"])]))
    ops = group.operations()
    lines = []
    for hkl in gemmi.make_miller_array(structure.cell, group, D_MIN, 0, True):
        hkl = [int(index) for index in hkl]
        d = structure.cell.calculate_d(hkl)
        if two_theta(d) < TWO_THETA[0]:
            continue
        multiplicity = len(ops.sym_ops) // ops.epsilon_factor_without_centering(hkl) * (1 if ops.is_reflection_centric(hkl) else 2)
        squared = abs(calculator.calculate_sf_from_small_structure(structure, hkl)) ** 2
        lines.append((d, multiplicity, multiplicity * squared * angle_factor(d, True)))
    return merged(lines)


def by_cctbx(structure, table, resonant=False):
    structure.scattering_type_registry(table=table)
    for scatterer in structure.scatterers():
        f1, f2 = (gemmi.cromer_liberman(gemmi.Element(scatterer.element_symbol()).atomic_number, gemmi.hc / WAVELENGTH)
                  if resonant and scatterer.element_symbol() != "H" else (0, 0))
        scatterer.fp, scatterer.fdp = f1, f2
        scatterer.flags.set_use_fp_fdp(resonant)
    factors = structure.structure_factors(d_min=D_MIN, algorithm="direct", anomalous_flag=True).f_calc()
    lines = []
    # Each of the two sets of a Friedel pair is listed.
    multiplicities = factors.multiplicities().data()
    for hkl, factor, d, multiplicity in zip(factors.indices(), factors.data(), factors.d_spacings().data(), multiplicities):
        if two_theta(d) >= TWO_THETA[0]:
            lines.append((d, multiplicity, multiplicity * abs(factor) ** 2 * angle_factor(d, table != "neutron")))
    return merged(lines)


def by_pymatgen(structure):
    pattern = XRDCalculator(WAVELENGTH).get_pattern(structure, two_theta_range=TWO_THETA)
    return list(zip(pattern.d_hkls, [sum(h["multiplicity"] for h in hkls) for hkls in pattern.hkls], pattern.y))


document = gemmi.cif.read(str(MINERALS))
crystals = cif.reader(file_path=str(MINERALS)).build_crystal_structures()
parsed = dict(zip([block.name for block in document], CifParser(str(MINERALS)).get_structures(primitive=False)))
rows = []
for block in document:
    patterns = [by_gemmi(block), by_cctbx(crystals[block.name], "wk1995"), by_cctbx(crystals[block.name], "wk1995", True),
                by_cctbx(crystals[block.name], "neutron"), by_pymatgen(parsed[block.name])]
    table = defaultdict(lambda: [0] * len(patterns))
    multiplicities = {}
    for index, lines in enumerate(patterns):
        for d, multiplicity, relative in lines:
            near = [key for key in table if abs(key - d) < 2e-5 * d]
            key = min(near, key=lambda key: abs(key - d)) if near else d
            table[key][index] += relative
            if index == 0:
                multiplicities[key] = multiplicity
    lines = [[round(d, 6), multiplicities.get(d, 0), *[round(value, 3) for value in values]]
             for d, values in sorted(table.items(), reverse=True) if max(values) >= LEAST]
    rows.append([block.name, lines])
    print(block.name, len(lines), "largest differences from gemmi:",
          [round(max(abs(line[2] - line[2 + k]) for line in lines), 3) for k in (1, 2, 4)])

write("powder", __file__, "gemmi, cctbx, pymatgen", f"{gemmi.__version__}, 2021.12 (Debian 2022.9), {version('pymatgen')}",
      "lines of Cu Kα1 (1.5405929 Å) from 2θ = 5° to 90°, the strongest 100, factor (1 + cos²2θ)/(sin²θ cosθ), 1/(sin²θ cosθ) for neutrons of the same "
      "wavelength; a line is d in Å, multiplicity, and relative intensities: gemmi with its form factors (International Tables, 1992), cctbx with those of Waasmaier & Kirfel, the same "
      "with dispersion (f' and f'' of gemmi's cromer_liberman), cctbx for neutrons, pymatgen; lines below 0.02 in all are left out; multiplicity 0: gemmi has no such line",
      ["mineral", "lines"], rows)
