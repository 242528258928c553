"""Properties of the elements from pymatgen's table, with the covalent radii of periodictable and a comparison with BODR.

Unpack the Debian packages python3-pymatgen, python3-periodictable and bodr into one folder and name it in ELEMENTS.
"""
import ast
import json
import os
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

from sources_io import write

ROOT = Path(os.environ["ELEMENTS"])
PYMATGEN = json.loads((ROOT / "usr/lib/python3/dist-packages/pymatgen/core/periodic_table.json").read_text())
CORES = {"": 0, "He": 2, "Ne": 10, "Ar": 18, "Kr": 36, "Xe": 54, "Rn": 86}


def number(value):
    """The number of a value with unit, 317.3 of "(white P) 317.3 K"; None for "no data"."""
    match = re.search(r"-?\d+(?:\.\d+)?", str(value).split("<")[0])
    return None if match is None else float(match[0])


def valence(z, text):
    """Electrons in s, p, d, f shells outside the noble-gas core."""
    if "no data" in text:
        return [None] * 4
    text = text.replace(" (predicted)", "")
    core = re.match(r"\[(\w+)\]", text)
    shells = [(kind, int(count or 1)) for kind, count in re.findall(r"\d([spdf])(?:<sup>(\d+)</sup>)?", text)]
    counts = [sum(count for other, count in shells if other == kind) for kind in "spdf"]
    assert sum(counts) + CORES[core[1] if core else ""] == z, (z, text)
    return counts


def covalent_radii():
    """The text of periodictable's table after Cordero et al., Dalton Trans. 2008, 2832; the first row of an element is used."""
    source = (ROOT / "usr/lib/python3/dist-packages/periodictable/covalent_radius.py").read_text()
    text = next(ast.literal_eval(node.value) for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("Cordero", "CORDERO"))
    radii = {}
    for line in text.strip().splitlines():
        parts = line.split()
        if len(parts) >= 3 and parts[0].isdigit():
            radii.setdefault(int(parts[0]), float(parts[2]))
    return radii


def position(z):
    """Group, period and block; the f block, La and Ac belong to group 3, as do Lu and Lr, which are of the d block."""
    period = next(i for i, last in enumerate([2, 10, 18, 36, 54, 86, 118], 1) if z <= last)
    first = [1, 3, 11, 19, 37, 55, 87][period - 1]
    k = z - first
    if z in (1, 2):
        return [1 if z == 1 else 18, 1, "s"]
    if k < 2:
        return [k + 1, period, "s"]
    if period <= 3:
        return [k + 11, period, "p"]
    if period <= 5:
        return [k + 1, period, "d" if k < 12 else "p"]
    if k < 16:
        return [3, period, "f"]
    return [k - 13, period, "d" if k < 26 else "p"]


def bodr():
    found = {}
    for atom in ElementTree.parse(ROOT / "usr/share/bodr/elements.xml").getroot().iter("{http://www.xml-cml.org/schema}atom"):
        found[atom.get("id")] = {node.get("dictRef")[3:]: node.text for node in atom if node.text}
    return found


radii = covalent_radii()
other = bodr()
rows = []
for symbol, data in sorted(PYMATGEN.items(), key=lambda item: item[1]["Atomic no"]):
    z = data["Atomic no"]
    ionic = data.get("Ionic radii") or {}
    ionic = [float(r) for r in ionic.values()] if isinstance(ionic, dict) else []
    ionization = data.get("Ionization energies") or [None]
    row = [z, symbol, *position(z), number(data.get("X")), radii.get(z), number(data.get("Atomic radius")),
           round(sum(ionic) / len(ionic), 4) if ionic else None, number(data.get("Melting point")), number(data.get("Molar volume")),
           *valence(z, data.get("Electronic structure", "no data")), ionization[0], data.get("Electron affinity"), number(data.get("Mendeleev no"))]
    rows.append(row)
    peer = other.get(symbol, {})
    for name, index, tolerance in (("electronegativityPauling", 5, 0.02), ("meltingpoint", 9, 0.03), ("ionization", 15, 0.01),
                                   ("period", 3, 0), ("electronAffinity", 16, 0.05)):
        a, b = row[index], peer.get(name)
        if a is not None and b is not None and abs(float(b) - a) > tolerance * max(abs(a), 0.3):
            print(f"{symbol}: {name} is {a} here, {b} in BODR", file=sys.stderr)
fields = ["number", "symbol", "group", "period", "block", "electronegativity", "covalent_radius", "atomic_radius", "ionic_radius",
          "melting_point", "molar_volume", "s", "p", "d", "f", "ionization_energy", "electron_affinity", "mendeleev_number"]
write("elements", __file__, "pymatgen, periodictable", "2022.11.7, 1.6.0", "radii in Å, melting point in K, molar volume in cm3/mol, energies in eV; "
      "covalent radii by Cordero from periodictable, ionic radius the mean of pymatgen's crystal radii over oxidation states, the rest pymatgen; null has no value",
      fields, rows)
