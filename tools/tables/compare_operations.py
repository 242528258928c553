"""How far ASE, @chemistry/space-groups and molstar agree on the order of the International Tables, and with its generators."""
import gemmi

from settings import REFERENCE, operations
from sources_io import read

SOURCES = {name: {row["number"]: [gemmi.Op(xyz).wrap().triplet() for xyz in row["operations"].split()] for row in read(f"operations-{name}")}
           for name in ("ase", "molstar", "chemistry")}

ROTATIONS = {
    "2z": "-x,-y,z", "2y": "-x,y,-z", "my": "x,-y,z", "mz": "x,y,-z", "-1": "-x,-y,-z",
    "4z": "-y,x,z", "-4z": "y,-x,-z", "3z": "-y,x-y,z", "3d": "z,x,y",
    "2xy": "y,x,-z", "2-xy": "-y,-x,-z", "mxy": "y,x,z", "m-xy": "-y,-x,z",
}
GENERATORS = """1: |-1: -1|2: 2y|m: my|2/m: 2y -1|222: 2z 2y|mm2: 2z my|mmm: 2z 2y -1
4: 2z 4z|-4: 2z -4z|4/m: 2z 4z -1|422: 2z 4z 2y|4mm: 2z 4z my|-42m: 2z -4z 2y|-4m2: 2z -4z my|4/mmm: 2z 4z 2y -1
3: 3z|-3: 3z -1|312: 3z 2-xy|321: 3z 2xy|3m1: 3z m-xy|31m: 3z mxy|-31m: 3z 2-xy -1|-3m1: 3z 2xy -1
6: 3z 2z|-6: 3z mz|6/m: 3z 2z -1|622: 3z 2z 2xy|6mm: 3z 2z m-xy|-6m2: 3z mz m-xy|-62m: 3z mz 2xy|6/mmm: 3z 2z 2xy -1
23: 2z 2y 3d|m-3: 2z 2y 3d -1|432: 2z 2y 3d 2xy|-43m: 2z 2y 3d mxy|m-3m: 2z 2y 3d 2xy -1"""
GENERATORS = dict(item.split(": ") if ": " in item else (item.rstrip(": "), "")
                  for item in GENERATORS.replace("\n", "|").split("|"))


def rotation(xyz):
    op = gemmi.Op(xyz)
    op.tran = [0, 0, 0]
    return op.triplet()


def generate(generators):
    """list ← list ∪ g∘list (∪ g²∘list for a three-fold g), translations modulo 1."""
    ops = [gemmi.Op("x,y,z")]
    for g in map(gemmi.Op, generators):
        powers = [g, g.combine(g)] if abs(g.rot_type()) == 3 else [g]
        ops += [power.combine(op).wrap() for power in powers for op in list(ops)]
    return [op.triplet() for op in ops]


POINT_GROUPS = {frozenset(generate(ROTATIONS[g] for g in gens.split())): name for name, gens in GENERATORS.items()}


def selected(number):
    rotations = frozenset(map(rotation, operations(REFERENCE[number]["hall"])))
    return [ROTATIONS[g] for g in GENERATORS[POINT_GROUPS[rotations]].split()]


def generated(number, first):
    by_rotation = {rotation(xyz): xyz for xyz in first}
    return generate(by_rotation[r] for r in selected(number))


def split(number, ops):
    """The first block and the number of centring translations; asserts that the blocks are translates of the first."""
    assert set(ops) == operations(REFERENCE[number]["hall"]), number
    n = len(set(map(rotation, ops)))
    first = ops[:n]
    assert len(set(map(rotation, first))) == n, number
    return first, len(ops) // n


def blocks_in_order(first, ops):
    n = len(first)
    for k in range(0, len(ops), n):
        c = gemmi.Op(ops[k])
        if rotation(ops[k]) != "x,y,z" or [c.combine(gemmi.Op(xyz)).wrap().triplet() for xyz in first] != ops[k:k + n]:
            return False
    return True


def label(number):
    return f"{number} {REFERENCE[number]['hm_extended']}"


def main():
    firsts = {}
    for name, table in SOURCES.items():
        mixed, no_block = [], []
        for number, ops in table.items():
            try:
                first, _ = split(number, ops)
            except AssertionError:
                no_block.append(label(number))
                continue
            firsts.setdefault(number, {})[name] = first
            if not blocks_in_order(first, ops):
                mixed.append(label(number))
        print(f"\n{name}: {len(no_block)} whose set differs from the reference or whose first block is not the point group:", no_block)
        print(f"{name}: {len(mixed)} whose centring blocks are not translates of the first in its order:", mixed)

    names = list(SOURCES)
    for i, a in enumerate(names):
        for b in names[i + 1:]:
            both = [n for n, f in firsts.items() if a in f and b in f]
            order = [n for n in both if list(map(rotation, firsts[n][a])) != list(map(rotation, firsts[n][b]))]
            translations = [n for n in both if n not in order and firsts[n][a] != firsts[n][b]]
            print(f"\n{a} and {b}: order differs in {len(order)}, representatives only in {len(translations)}")
            print("  order:", [label(n) for n in order])
            for n in translations:
                print("  ", label(n), [(k + 1, x, y) for k, (x, y) in enumerate(zip(firsts[n][a], firsts[n][b])) if x != y])

    for name in names:
        rows = [(n, f[name], generated(n, f[name])) for n, f in firsts.items() if name in f]
        order = [label(n) for n, f, g in rows if list(map(rotation, f)) != list(map(rotation, g))]
        rest = [(n, f, g) for n, f, g in rows if label(n) not in order and f != g]
        print(f"\n{name} against its generators: order differs in {len(order)}, representatives only in {len(rest)}")
        print("  order:", order)
        for n, f, g in rest:
            print("  ", label(n), [(k + 1, x, y) for k, (x, y) in enumerate(zip(f, g)) if x != y])

    print("\nWith the order set aside (first blocks as sets):")
    for i, a in enumerate(names):
        for b in names[i + 1:]:
            print(" ", a, b, [(label(n), sorted(set(f[a]) ^ set(f[b]))) for n, f in firsts.items()
                              if a in f and b in f and set(f[a]) != set(f[b])])
    print("ase against its generators:", sum(f["ase"] == generated(n, f["ase"]) for n, f in firsts.items()), "of 230 equal")


if __name__ == "__main__":
    main()
