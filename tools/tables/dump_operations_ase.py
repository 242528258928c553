"""Operations of the 230 reference settings, in the order of ASE's spacegroup.dat."""
from pathlib import Path

import ase.spacegroup
import gemmi

from settings import REFERENCE, operations
from sources_io import version, write

FRACTIONS = {"0.0": "0", "1.0": "0"}


def blocks():
    text = (Path(ase.spacegroup.__file__).parent / "spacegroup.dat").read_text()
    return [block.splitlines() for block in text.split("\n\n") if block.strip()]


def triplet(line):
    w = line.split()
    rows = [("+".join(f"{w[3 * i + j]}*{axis}" for j, axis in enumerate("xyz")), w[9 + i]) for i in range(3)]
    return gemmi.Op(",".join(f"{r}+{FRACTIONS.get(t, t)}" for r, t in rows).replace("+-", "-")).wrap()


def parse(lines):
    number = int(lines[0].split()[0])
    centrosymmetric = lines[2].split()[1] == "1"
    at = next(i for i, line in enumerate(lines) if "subtranslations" in line)
    n = int(lines[at].split()[0])
    centring = [gemmi.Op(",".join(f"{a}+{FRACTIONS.get(t, t)}" for a, t in zip("xyz", line.split())))
                for line in lines[at + 1:at + 1 + n]]
    ops = [triplet(line) for line in lines[at + 2 + n:]]
    if centrosymmetric:
        ops += [gemmi.Op("-x,-y,-z").combine(op).wrap() for op in ops]
    return number, [c.combine(op).wrap().triplet() for c in centring for op in ops]


def main():
    rows = {}
    for lines in blocks():
        number, ops = parse(lines)
        if set(ops) == operations(REFERENCE[number]["hall"]):
            rows.setdefault(number, ops)
    missing = set(REFERENCE) - set(rows)
    print("no setting with the operations of the reference:", sorted(missing))
    write("operations-ase", __file__, "ase", version("ase"),
          "spacegroup.dat; if centrosymmetric the listed operations, then each after which x is inverted at the origin; "
          "centring block by block; separated by spaces",
          ["number", "operations"], [[number, " ".join(ops)] for number, ops in sorted(rows.items())])


main()
