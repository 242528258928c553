"""Reports where the sources disagree about the names of the 530 settings; differences in spelling are ignored."""
from collections import Counter
import re

import gemmi

from sources_io import read

SOURCES = {name: read(f"settings-{name}") for name in ("spglib", "gemmi", "cctbx", "moyo")}


def plain(symbol):
    """Without spaces, underscores, and the origin, axes or spglib's 'short = full'."""
    return re.sub(r"[\s_]", "", symbol).split(":")[0]


def qualifier(source, row):
    """gemmi and cctbx keep 1, 2, H, R apart from the qualifier of the axes; spglib and moyo write 2cab."""
    extension = row.get("extension") or ""
    return extension + row["qualifier"] if source in ("gemmi", "cctbx") else row["qualifier"]


def last(symbol):
    return symbol.split(" = ")[-1]


def operations(hall):
    return {op.wrap().triplet() for op in gemmi.symops_from_hall(hall.replace("=", '"').strip())}


def report(title, value, names=tuple(SOURCES)):
    differing = []
    for rows in zip(*(SOURCES[name] for name in names)):
        values = {name: value(name, row) for name, row in zip(names, rows)}
        if len(set(values.values())) > 1:
            differing.append((rows[0]["hall_number"], rows[0]["number"], values))
    print(f"\n{title}: {len(differing)} of 530 differ")
    for line in differing:
        print("  ", *line)


for name, rows in SOURCES.items():
    assert [row["hall_number"] for row in rows] == list(range(1, 531)), name

report("number", lambda _, row: row["number"])
report("qualifier", qualifier)
report("Hall symbol", lambda _, row: " ".join(row["hall"].replace("=", '"').split()))
report("operations of the Hall symbol", lambda _, row: frozenset(operations(row["hall"])))
report("Schoenflies", lambda _, row: row["schoenflies"], ("spglib", "cctbx"))
report("extended H-M without extension", lambda source, row: plain(last(row["hm_extended"])), ("gemmi", "cctbx", "spglib"))
report("short H-M", lambda _, row: plain(row["hm_short"]), ("spglib", "gemmi"))
report("short H-M", lambda _, row: plain(row["hm_short"]), ("spglib", "moyo"))
report("full H-M", lambda _, row: plain(row["hm_full"]), ("spglib", "moyo"))

for name in ("gemmi", "cctbx"):
    counts = Counter(row["hm_extended"] for row in SOURCES[name])
    print(f"\n{name}: {len(counts)} unique extended H-M symbols; repeated:", [s for s, n in counts.items() if n > 1])
