// Written by tools/tables/generateSettings.ts; do not edit.
// One line per group, one row per setting: qualifier | Hall | full H-M | x of x in the reference setting |
// representatives of the selected generators | H-M if it is not the shortened full one. See settingTable.ts for what is left out.
export const SETTING_ROWS = `|P 1|1
|-P 1|-1
b|P 2y|1 2 1
b|P 2yb|1 21 1
b1|C 2y|1 2 1;b2||A 1 2 1|z,y,X;b3||I 1 2 1|x,y,Xz
b|P -2y|1 m 1
b1|P -2yc|1 c 1;b2||P 1 n 1|xZ,y,z;b3||P 1 a 1|z,y,X
b1|C -2y|1 m 1;b2||A 1 m 1|z,y,X;b3||I 1 m 1|x,y,Xz
b1|C -2yc|1 c 1;b2||A 1 n 1|z,y,Xz;b3||I 1 a 1|xz,y,X;-b1||A 1 a 1|z,y,X;-b2||C 1 n 1|x6,y6,z;-b3||I 1 c 1|x,y,Xz;-c2|||z,xZ,y;-a2|||y,z,xZ
b|-P 2y|1 2/m 1
b|-P 2yb|1 21/m 1
b1|-C 2y|1 2/m 1;b2||A 1 2/m 1|z,y,X;b3||I 1 2/m 1|x,y,xz
b1|-P 2yc|1 2/c 1;b2||P 1 2/n 1|xz,y,z;b3||P 1 2/a 1|z,y,X
b1|-P 2ybc|1 21/c 1;b2||P 1 21/n 1|xZ,y,z;b3||P 1 21/a 1|z,y,X
b1|-C 2yc|1 2/c 1;b2||A 1 2/n 1|z,y,Xz;b3||I 1 2/a 1|xzc,y,X;-b1||A 1 2/a 1|zc,y,X;-b2||C 1 2/n 1|xzc,yc,z;-b3||I 1 2/c 1|x,y,Xzc;-c2|||z,xZ,y;-a2|||y,z,xZ
|P 2 2|2 2 2
|P 2c 2|2 2 21;cab;bca
|P 2 2ab|21 21 2;cab;bca
|P 2ac 2ab|21 21 21
|C 2c 2|2 2 21;cab;bca
|C 2 2|2 2 2;cab;bca
|F 2 2|2 2 2
|I 2 2|2 2 2
|I 2b 2c|21 21 21||10
|P 2 -2|m m 2;cab;bca
|P 2c -2|m c 21;ba-c;cab;-cba;bca;a-cb
|P 2 -2c|c c 2;cab;bca
|P 2 -2a|m a 2;ba-c;cab;-cba;bca;a-cb
|P 2c -2ac|c a 21;ba-c;cab;-cba;bca;a-cb
|P 2 -2bc|n c 2;ba-c;cab;-cba;bca;a-cb
|P 2ac -2|m n 21;ba-c;cab;-cba;bca;a-cb
|P 2 -2ab|b a 2;cab;bca
|P 2c -2n|n a 21;ba-c;cab;-cba;bca;a-cb
|P 2 -2n|n n 2;cab;bca
|C 2 -2|m m 2;cab;bca
|C 2c -2|m c 21;ba-c;cab;-cba;bca;a-cb
|C 2 -2c|c c 2;cab;bca
|A 2 -2|m m 2;ba-c;cab;-cba;bca;a-cb
|A 2 -2b|e m 2||01|b m 2;ba-c;cab;-cba;bca;a-cb
|A 2 -2a|m a 2;ba-c;cab;-cba;bca;a-cb
|A 2 -2ab|e a 2||01|b a 2;ba-c;cab;-cba;bca;a-cb
|F 2 -2|m m 2;cab;bca
|F 2 -2d|d d 2;cab;bca
|I 2 -2|m m 2;cab;bca
|I 2 -2c|b a 2||01;cab;bca
|I 2 -2a|m a 2||01;ba-c;cab;-cba;bca;a-cb
|-P 2 2|2/m 2/m 2/m
1|||x-6,y-6,z-6;2|-P 2ab 2bc|2/n 2/n 2/n
|-P 2 2c|2/c 2/c 2/m;cab;bca
1|||x-6,y-6,z;2|-P 2ab 2b|2/b 2/a 2/n;1cab;2cab;1bca;2bca
|-P 2a 2a|21/m 2/m 2/a;ba-c;cab;-cba;bca;a-cb
|-P 2a 2bc|2/n 21/n 2/a;ba-c;cab;-cba;bca;a-cb
|-P 2ac 2|2/m 2/n 21/a;ba-c;cab;-cba;bca;a-cb
|-P 2a 2ac|21/c 2/c 2/a;ba-c;cab;-cba;bca;a-cb
|-P 2 2ab|21/b 21/a 2/m;cab;bca
|-P 2ab 2ac|21/c 21/c 2/n;cab;bca
|-P 2c 2b|2/b 21/c 21/m;ba-c;cab;-cba;bca;a-cb
|-P 2 2n|21/n 21/n 2/m;cab;bca
1|||x-6,y-6,z;2|-P 2ab 2a|21/m 21/m 2/n;1cab;2cab;1bca;2bca
|-P 2n 2ab|21/b 2/c 21/n;ba-c;cab;-cba;bca;a-cb
|-P 2ac 2ab|21/b 21/c 21/a;ba-c|||z,y,X
|-P 2ac 2n|21/n 21/m 21/a;ba-c;cab;-cba;bca;a-cb
|-C 2c 2|2/m 2/c 21/m;ba-c;cab;-cba;bca;a-cb
|-C 2ac 2|2/m 2/c 21/e|||m c a;ba-c;cab;-cba;bca;a-cb
|-C 2 2|2/m 2/m 2/m;cab;bca
|-C 2 2c|2/c 2/c 2/m;cab;bca
|-C 2a 2|2/m 2/m 2/e|||m m a;ba-c|||yc,Xc,z;cab;-cba;bca;a-cb
1|||x-c,y-6,z6;2|-C 2a 2ac|2/c 2/c 2/e||100|c c a;1ba-c|||y-6,X,zi;2ba-c|||y,X,zc;1cab;2cab;1-cba|||zi,y-6,X;2-cba|||zc,y,X;1bca;2bca;1a-cb|||X,zi,y-6;2a-cb|||X,zc,y
|-F 2 2|2/m 2/m 2/m
1|||x3,y3,z3;2|-F 2uv 2vw|2/d 2/d 2/d||320
|-I 2 2|2/m 2/m 2/m
|-I 2 2c|2/b 2/a 2/m||010;cab;bca
|-I 2b 2c|2/b 2/c 2/a||100;ba-c|||yc,X,zc
|-I 2b 2|2/m 2/m 2/a;ba-c|||yc,X,z;cab;-cba|||z,yc,X;bca;a-cb|||X,z,yc
|P 4|4
|P 4w|41
|P 4c|42
|P 4cw|43
|I 4|4
|I 4bw|41||10
|P -4|-4
|I -4|-4
|-P 4|4/m
|-P 4c|42/m
1|P 4ab -1ab||x-6,y6,z;2|-P 4a|4/n
1|P 4n -1n||x6,y6,z6;2|-P 4bc|42/n
|-I 4|4/m
1|I 4bw -1bw||x,y6,z3;2|-I 4ad|41/a||110
|P 4 2|4 2 2
|P 4ab 2ab|4 21 2
|P 4w 2c|41 2 2
|P 4abw 2nw|41 21 2
|P 4c 2|42 2 2
|P 4n 2n|42 21 2
|P 4cw 2c|43 2 2
|P 4nw 2abw|43 21 2
|I 4 2|4 2 2
|I 4bw 2bw|41 2 2||101
|P 4 -2|4 m m
|P 4 -2ab|4 b m
|P 4c -2c|42 c m
|P 4n -2n|42 n m
|P 4 -2c|4 c c
|P 4 -2n|4 n c
|P 4c -2|42 m c
|P 4c -2ab|42 b c
|I 4 -2|4 m m
|I 4 -2c|4 c m
|I 4bw -2|41 m d||100
|I 4bw -2c|41 c d||100
|P -4 2|-4 2 m
|P -4 2c|-4 2 c
|P -4 2ab|-4 21 m
|P -4 2n|-4 21 c
|P -4 -2|-4 m 2
|P -4 -2c|-4 c 2
|P -4 -2ab|-4 b 2
|P -4 -2n|-4 n 2
|I -4 -2|-4 m 2
|I -4 -2c|-4 c 2
|I -4 2|-4 2 m
|I -4 2bw|-4 2 d||001
|-P 4 2|4/m 2/m 2/m
|-P 4 2c|4/m 2/c 2/c
1|P 4 2 -1ab||x-6,y-6,z;2|-P 4a 2b|4/n 2/b 2/m
1|P 4 2 -1n||x-6,y-6,z-6;2|-P 4a 2bc|4/n 2/n 2/c
|-P 4 2ab|4/m 21/b m
|-P 4 2n|4/m 21/n c
1|P 4ab 2ab -1ab||x-6,y6,z;2|-P 4a 2a|4/n 21/m m
1|P 4ab 2n -1ab||x-6,y6,z;2|-P 4a 2ac|4/n 21/c c
|-P 4c 2|42/m 2/m 2/c
|-P 4c 2c|42/m 2/c 2/m
1|P 4n 2c -1n||x-6,y6,z6;2|-P 4ac 2b|42/n 2/b 2/c
1|P 4n 2 -1n||x6,yi,z6;2|-P 4ac 2bc|42/n 2/n 2/m
|-P 4c 2ab|42/m 21/b 2/c
|-P 4n 2n|42/m 21/n 2/m
1|P 4n 2n -1n||x-6,y6,zi;2|-P 4ac 2a|42/n 21/m 2/c
1|P 4n 2ab -1n||x-6,y6,z6;2|-P 4ac 2ac|42/n 21/c 2/m
|-I 4 2|4/m 2/m 2/m
|-I 4 2c|4/m 2/c 2/m
1|I 4bw 2bw -1bw||x-c,y6,zf;2|-I 4bd 2|41/a 2/m 2/d||1010
1|I 4bw 2aw -1bw||x-c,y6,z-9;2|-I 4bd 2c|41/a 2/c 2/d||1010
|P 3|3
|P 31|31
|P 32|32
H|R 3|3;R|P 3*||Yz,xz,Xyz
|-P 3|-3
H|-R 3|-3;R|-P 3*||Yz,xz,Xyz
|P 3 2|3 1 2
|P 3 2"|3 2 1
|P 31 2 (0 0 4)|31 1 2
|P 31 2"|31 2 1
|P 32 2 (0 0 2)|32 1 2
|P 32 2"|32 2 1
H|R 3 2"|3 2;R|P 3* 2||Yz,xz,Xyz
|P 3 -2"|3 m 1
|P 3 -2|3 1 m
|P 3 -2"c|3 c 1
|P 3 -2c|3 1 c
H|R 3 -2"|3 m;R|P 3* -2||Yz,xz,Xyz
H|R 3 -2"c|3 c;R|P 3* -2n||Yz,xz,Xyz
|-P 3 2|-3 1 2/m
|-P 3 2c|-3 1 2/c
|-P 3 2"|-3 2/m 1
|-P 3 2"c|-3 2/c 1
H|-R 3 2"|-3 2/m;R|-P 3* 2||Yz,xz,Xyz
H|-R 3 2"c|-3 2/c;R|-P 3* 2n||Yz,xz,Xyz
|P 6|6
|P 61|61
|P 65|65
|P 62|62
|P 64|64
|P 6c|63
|P -6|-6
|-P 6|6/m
|-P 6c|63/m
|P 6 2|6 2 2
|P 61 2 (0 0 5)|61 2 2
|P 65 2 (0 0 1)|65 2 2
|P 62 2 (0 0 4)|62 2 2
|P 64 2 (0 0 2)|64 2 2
|P 6c 2c|63 2 2
|P 6 -2|6 m m
|P 6 -2c|6 c c
|P 6c -2|63 c m
|P 6c -2c|63 m c
|P -6 2|-6 m 2
|P -6c 2|-6 c 2
|P -6 -2|-6 2 m
|P -6c -2c|-6 2 c
|-P 6 2|6/m 2/m 2/m
|-P 6 2c|6/m 2/c 2/c
|-P 6c 2|63/m 2/c 2/m
|-P 6c 2c|63/m 2/m 2/c
|P 2 2 3|2 3
|F 2 2 3|2 3
|I 2 2 3|2 3
|P 2ac 2ab 3|21 3
|I 2b 2c 3|21 3||100
|-P 2 2 3|2/m -3
1|P 2 2 3 -1n||x6,y6,z6;2|-P 2ab 2bc 3|2/n -3
|-F 2 2 3|2/m -3
1|F 2 2 3 -1d||x3,y3,z3;2|-F 2uv 2vw 3|2/d -3
|-I 2 2 3|2/m -3
|-P 2ac 2ab 3|21/a -3
|-I 2b 2c 3|21/a -3||1000
|P 4 2 3|4 3 2
|P 4n 2 3|42 3 2
|F 4 2 3|4 3 2
|F 4d 2 3|41 3 2||1302
|I 4 2 3|4 3 2
|P 4acd 2ab 3|43 3 2
|P 4bd 2ab 3|41 3 2
|I 4bd 2c 3|41 3 2||1001
|P -4 2 3|-4 3 m
|F -4 2 3|-4 3 m
|I -4 2 3|-4 3 m
|P -4n 2 3|-4 3 n
|F -4a 2 3|-4 3 c||0003
|I -4bd 2c 3|-4 3 d||1000
|-P 4 2 3|4/m -3 2/m
1|P 4 2 3 -1n||x-6,y-6,z-6;2|-P 4a 2bc 3|4/n -3 2/n
|-P 4n 2 3|42/m -3 2/n
1|P 4n 2 3 -1n||x6,y6,z6;2|-P 4bc 2bc 3|42/n -3 2/m
|-F 4 2 3|4/m -3 2/m
|-F 4a 2 3|4/m -3 2/c||00030
1|F 4d 2 3 -1d||x3,y3,z3;2|-F 4vw 2vw 3|41/d -3 2/m||21020
1|F 4d 2 3 -1ad||x-3,y-3,z-3;2|-F 4ud 2vw 3|41/d -3 2/c||13020
|-I 4 2 3|4/m -3 2/m
|-I 4bd 2c 3|41/a -3 2/d||10010`;
