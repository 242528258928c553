// The 17 plane groups as the International Tables A, part 2.2 print them: symbol | full symbol if other | point group |
// generators and lattice as the Hall symbol of the prism over the group | special Wyckoff positions from letter a on, see readPoints.
export const PLANE_GROUP_ROWS = `p1||1|P 1|
p2|p211|2|P 2|000cc0cc
pm|p1m1|m|P -2x|0ycy
pg|p1g1|m|P -2xb|
cm|c1m1|m|C -2x|0y
p2mm||2mm|P 2 -2x|000cc0ccx0xc0ycy
p2mg||2mm|P 2 -2xa|000c6y
p2gg||2mm|P 2 -2xab|00c0
c2mm||2mm|C 2 -2x|000c66x00y
p4||4|P 2 4z|00ccc0
p4mm||4mm|P 2 4z -2x|00ccc0x0xcxx
p4gm||4mm|P 2 4z -2xab|00c0xx+c
p3||3|P 3|008gg8
p3m1||3m|P 3 -2"|008gg8xX
p31m||3m|P 3 -2'|008gx0
p6||6|P 3 2z|008gc0
p6mm||6mm|P 3 2z -2"|008gc0x0xX`;
