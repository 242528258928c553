// The 17 plane groups as the International Tables A, part 2.2 print them: symbol | full symbol if other | point group |
// generators without lattice translations | special Wyckoff positions from letter a on.
export const PLANE_GROUP_ROWS = `p1||1||
p2|p211|2|-x,-y|0,0;0,1/2;1/2,0;1/2,1/2
pm|p1m1|m|-x,y|0,y;1/2,y
pg|p1g1|m|-x,y+1/2|
cm|c1m1|m|-x,y|0,y
p2mm||2mm|-x,-y;-x,y|0,0;0,1/2;1/2,0;1/2,1/2;x,0;x,1/2;0,y;1/2,y
p2mg||2mm|-x,-y;-x+1/2,y|0,0;0,1/2;1/4,y
p2gg||2mm|-x,-y;-x+1/2,y+1/2|0,0;1/2,0
c2mm||2mm|-x,-y;-x,y|0,0;0,1/2;1/4,1/4;x,0;0,y
p4||4|-x,-y;-y,x|0,0;1/2,1/2;1/2,0
p4mm||4mm|-x,-y;-y,x;-x,y|0,0;1/2,1/2;1/2,0;x,0;x,1/2;x,x
p4gm||4mm|-x,-y;-y,x;-x+1/2,y+1/2|0,0;1/2,0;x,x+1/2
p3||3|-y,x-y|0,0;1/3,2/3;2/3,1/3
p3m1||3m|-y,x-y;-y,-x|0,0;1/3,2/3;2/3,1/3;x,-x
p31m||3m|-y,x-y;y,x|0,0;1/3,2/3;x,0
p6||6|-y,x-y;-x,-y|0,0;1/3,2/3;1/2,0
p6mm||6mm|-y,x-y;-x,-y;-y,-x|0,0;1/3,2/3;1/2,0;x,0;x,-x`;
