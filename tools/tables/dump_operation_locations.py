"""Type, axis, sense, screw or glide part and a point of the element of every operation of the 530 settings, from cctbx."""
from fractions import Fraction

from cctbx import sgtbx

from settings import SETTINGS
from sources_io import version, write


def exact(vector):
    return " ".join(str(Fraction(n, vector.den())) for n in vector.num())


found = {}
for setting in SETTINGS:
    group = sgtbx.space_group(setting["hall"])
    for i in range(group.order_z()):
        op = group(i).mod_positive()
        if op.r().is_unit_mx() or str(op) in found:
            continue
        info = op.r().info()
        # Points are thirds and eighths of translations.
        part = sgtbx.translation_part_info(op.new_denominators(1, 24 * 12))
        found[str(op)] = [info.type(), " ".join(map(str, info.ev())), info.sense(),
                          exact(part.intrinsic_part()), exact(part.origin_shift())]

write("operation-locations-cctbx", __file__, "cctbx", version("cctbx"),
      "all different operations of the 530 settings, translations in [0, 1); sense is seen against axis (0 0 0 for -1); point: a point of the element, "
      "for rotoinversions the one that stays; see README",
      ["operation", "type", "axis", "sense", "intrinsic", "point"],
      [[xyz, *found[xyz]] for xyz in sorted(found)])
