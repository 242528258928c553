"""What atoms and nuclei scatter: form factors and neutron scattering lengths of cctbx, compared with gemmi's; dispersion corrections of gemmi, compared with
cctbx's."""
import re

import gemmi
from cctbx.eltbx import neutron, sasaki, xray_scattering

from sources_io import write

# Å, the Kα1 lines of packages/data/src/scattering/radiation.ts.
LINES = {"Cr": 2.289726, "Fe": 1.936041, "Co": 1.788996, "Cu": 1.5405929, "Mo": 0.70931715, "Ag": 0.55942178}
# (sin θ/λ)² in 1/Å²: up to sin θ/λ = 0.6, at which Cu Kα has 2θ = 135°.
SQUARES = [0, 0.01, 0.04, 0.09, 0.16, 0.25, 0.36]
LAST = 98


def charged(label):
    """Fe3+, O2-; 1 is written: Na1+."""
    return re.fullmatch(r"[A-Z][a-z]?(\d[+-])?", label) is not None


# cctbx keeps single precision; the paper prints six decimals.
rows, worst = [], (0, "")
for entry in xray_scattering.wk1995_iterator():
    label, gaussian = entry.label(), entry.fetch()
    # Spherical hydrogen of a bond and atoms in their valence state are models of their own.
    if not charged(label):
        continue
    a, b = ([round(x, 6) for x in list(values)] for values in (gaussian.array_of_a(), gaussian.array_of_b()))
    rows.append([label, *a, round(gaussian.c(), 6), *b])
    if label.isalpha():
        for square in SQUARES:
            theirs = gemmi.Element(label).it92.calculate_sf(square)
            worst = max(worst, (abs(gaussian.at_stol_sq(square) - theirs) / theirs, label))
print(f"largest difference of form factors of neutral atoms from gemmi's (International Tables, 1992): {worst[0]:.2%} for {worst[1]}")
write("form-factors-cctbx", __file__, "cctbx", "2021.12 (Debian 2022.9)",
      "f(s) = a1 exp(-b1 s²) + … + a5 exp(-b5 s²) + c with s = sin θ/λ in 1/Å, up to 6/Å; D. Waasmaier & A. Kirfel, Acta Cryst. A51, 416 (1995)",
      ["label", "a1", "a2", "a3", "a4", "a5", "c", "b1", "b2", "b3", "b4", "b5"], rows)

rows = []
for entry in neutron.neutron_news_1992_table_iterator():
    label = entry.label()
    if not label.isalpha():
        continue  # nuclei of ions are those of atoms
    length = entry.bound_coh_scatt_length()
    theirs = gemmi.Element(label).neutron92.get_coefs()[0]
    if abs(length.real - theirs) > 5e-4:
        print(f"{label}: scattering length {length.real:.4f} fm here, {theirs} in gemmi")
    rows.append([label, round(length.real, 5), round(-length.imag, 5) + 0.0])
write("neutron-lengths-cctbx", __file__, "cctbx", "2021.12 (Debian 2022.9)",
      "bound coherent scattering length b' - ib'' of the natural mixture of isotopes, and of D, in fm; V. F. Sears, Neutron News 3(3), 26 (1992)",
      ["label", "real", "absorption"], rows)

rows, far = [], []
for z in range(1, 93):
    symbol = gemmi.Element(z).name
    row = [symbol]
    for line, wavelength in LINES.items():
        f1, f2 = gemmi.cromer_liberman(z, gemmi.hc / wavelength) if z > 2 else (0, 0)
        row += [round(f1, 3) + 0.0, round(f2, 3) + 0.0]
        if 3 <= z <= 83:
            other = sasaki.table(symbol).at_angstrom(wavelength)
            if abs(f2 - other.fdp()) > 0.05 or abs(f1 - other.fp()) > 0.02 + 1.5e-4 * z ** 2:
                far.append(f"{symbol} {line} {f1:.2f} {f2:.2f} / {other.fp():.2f} {other.fdp():.2f}")
    rows.append(row)
print("far from Sasaki's tables:", "; ".join(far))
write("dispersion-gemmi", __file__, "gemmi", gemmi.__version__,
      "corrections f' and f'' of the form factor at the Kα1 lines " + ", ".join(f"{k} {v} Å" for k, v in LINES.items()) +
      "; computed by the method of D. T. Cromer & D. Liberman (1970, 1981) with the relativistic correction of L. Kissel & R. H. Pratt (1990); 0 for H and He",
      ["symbol", *[f"{line}_{part}" for line in LINES for part in ("f1", "f2")]], rows)
