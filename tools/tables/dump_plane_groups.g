# Operations and Wyckoff positions of the 17 plane groups, from GAP's package Cryst; prints JSON.
# Run: gap -q < tools/tables/dump_plane_groups.g > tools/tables/sources/plane-groups-cryst.json
LoadPackage("cryst");;
SizeScreen([8192, 24]);;

linear := function(coefficients, constant)
  local names, text, i, c;
  names := ["x", "y"]; text := "";
  for i in [1 .. Length(coefficients)] do
    c := coefficients[i];
    if c <> 0 then
      if c < 0 then Append(text, "-"); elif text <> "" then Append(text, "+"); fi;
      if AbsInt(c) <> 1 then Append(text, String(AbsInt(c))); Append(text, "*"); fi;
      Append(text, names[i]);
    fi;
  od;
  if constant <> 0 or text = "" then
    if constant > 0 and text <> "" then Append(text, "+"); fi;
    Append(text, String(constant));
  fi;
  return text;
end;;

# An augmented matrix that acts on the left of columns, its translation modulo 1.
triplet := m -> Concatenation(linear(m[1]{[1, 2]}, FractionModOne(m[1][3])), ",", linear(m[2]{[1, 2]}, FractionModOne(m[2][3])));;

quoted := s -> Concatenation("\"", s, "\"");;
array := list -> Concatenation("[", JoinStringsWithSeparator(list, ","), "]");;
strings := list -> array(List(list, quoted));;

# Vectors of the primitive lattice in the conventional cell: 0 and, for c-centred groups, (1/2, 1/2).
centrings := G -> Set(Cartesian([0, 1], [0, 1]), n -> List(n * TranslationBasis(G), FractionModOne));;

shifted := function(m, t)
  local n;
  n := MutableCopyMat(m); n[1][3] := n[1][3] + t[1]; n[2][3] := n[2][3] + t[2];
  return n;
end;;

# One operation for each element of the point group in GAP's order, centring block by centring block.
operations := function(G)
  local representatives;
  representatives := List(AsSet(PointGroup(G)), p -> PreImagesRepresentative(PointHomomorphism(G), p));
  representatives := Concatenation(Filtered(representatives, IsOne), Filtered(representatives, m -> not IsOne(m)));
  return Concatenation(List(centrings(G), t -> List(representatives, m -> triplet(shifted(m, t)))));
end;;

representative := function(w)
  local basis, origin;
  basis := WyckoffBasis(w); origin := WyckoffTranslation(w);
  return Concatenation("{\"translation\":", strings(List(origin, String)), ",\"basis\":", array(List(basis, b -> strings(List(b, String)))), "}");
end;;

position := w -> array([
  String(Length(WyckoffOrbit(w)) * Length(centrings(WyckoffSpaceGroup(w)))),
  String(Size(WyckoffStabilizer(w))), representative(w)]);;

row := function(n)
  local G;
  G := SpaceGroupOnLeftIT(2, n);
  return array([String(n), quoted(Name(G)), strings(operations(G)), array(List(WyckoffPositions(G), position))]);
end;;

Print("{\"command\":\"gap -q < tools/tables/dump_plane_groups.g\",\n",
  "\"tool\":\"GAP ", GAPInfo.Version, ", package Cryst\",\n",
  "\"version\":", quoted(InstalledPackageVersion("cryst")), ",\n",
  "\"note\":\"SpaceGroupOnLeftIT(2,n): operations act on column vectors; positions: [multiplicity in the conventional cell, order of the stabilizer, {translation, basis}]; see README\",\n",
  "\"fields\":[\"number\",\"name\",\"operations\",\"positions\"],\n\"rows\":[\n",
  JoinStringsWithSeparator(List([1 .. 17], row), ",\n"), "\n]}\n");
QUIT;
