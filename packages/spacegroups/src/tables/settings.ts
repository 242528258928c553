// Written by tools/tables/generateSettings.ts; do not edit.
// One line per group, one row per setting: qualifier | Hall | H-M of the setting | full H-M if other | x of x in the
// reference setting | representatives of the selected generators.
export const SETTING_ROWS = `|P 1|P 1
|-P 1|P -1
b|P 2y|P 1 2 1;c|P 2|P 1 1 2||z,x,y;a|P 2x|P 2 1 1||y,z,x
b|P 2yb|P 1 21 1;c|P 2c|P 1 1 21||z,x,y;a|P 2xa|P 21 1 1||y,z,x
b1|C 2y|C 1 2 1;b2|A 2y|A 1 2 1||z,y,-x;b3|I 2y|I 1 2 1||x,y,-x+z;c1|A 2|A 1 1 2||z,x,y;c2|B 2|B 1 1 2||-x,z,y;c3|I 2|I 1 1 2||-x+z,x,y;a1|B 2x|B 2 1 1||y,z,x;a2|C 2x|C 2 1 1||y,-x,z;a3|I 2x|I 2 1 1||y,-x+z,x
b|P -2y|P 1 m 1;c|P -2|P 1 1 m||z,x,y;a|P -2x|P m 1 1||y,z,x
b1|P -2yc|P 1 c 1;b2|P -2yac|P 1 n 1||x-z,y,z;b3|P -2ya|P 1 a 1||z,y,-x;c1|P -2a|P 1 1 a||z,x,y;c2|P -2ab|P 1 1 n||z,x-z,y;c3|P -2b|P 1 1 b||-x,z,y;a1|P -2xb|P b 1 1||y,z,x;a2|P -2xbc|P n 1 1||y,z,x-z;a3|P -2xc|P c 1 1||y,-x,z
b1|C -2y|C 1 m 1;b2|A -2y|A 1 m 1||z,y,-x;b3|I -2y|I 1 m 1||x,y,-x+z;c1|A -2|A 1 1 m||z,x,y;c2|B -2|B 1 1 m||-x,z,y;c3|I -2|I 1 1 m||-x+z,x,y;a1|B -2x|B m 1 1||y,z,x;a2|C -2x|C m 1 1||y,-x,z;a3|I -2x|I m 1 1||y,-x+z,x
b1|C -2yc|C 1 c 1;b2|A -2yab|A 1 n 1||z,y,-x+z;b3|I -2ya|I 1 a 1||x+z,y,-x;-b1|A -2ya|A 1 a 1||z,y,-x;-b2|C -2yac|C 1 n 1||x+1/4,y+1/4,z;-b3|I -2yc|I 1 c 1||x,y,-x+z;c1|A -2a|A 1 1 a||z,x,y;c2|B -2ab|B 1 1 n||-x+z,z,y;c3|I -2b|I 1 1 b||-x,x+z,y;-c1|B -2b|B 1 1 b||-x,z,y;-c2|A -2ab|A 1 1 n||z,x-z,y;-c3|I -2a|I 1 1 a||-x+z,x,y;a1|B -2xb|B b 1 1||y,z,x;a2|C -2xac|C n 1 1||y,-x+z,z;a3|I -2xc|I c 1 1||y,-x,x+z;-a1|C -2xc|C c 1 1||y,-x,z;-a2|B -2xab|B n 1 1||y,z,x-z;-a3|I -2xb|I b 1 1||y,-x+z,x
b|-P 2y|P 1 2/m 1;c|-P 2|P 1 1 2/m||z,x,y;a|-P 2x|P 2/m 1 1||y,z,x
b|-P 2yb|P 1 21/m 1;c|-P 2c|P 1 1 21/m||z,x,y;a|-P 2xa|P 21/m 1 1||y,z,x
b1|-C 2y|C 1 2/m 1;b2|-A 2y|A 1 2/m 1||z,y,-x;b3|-I 2y|I 1 2/m 1||x,y,x+z;c1|-A 2|A 1 1 2/m||z,x,y;c2|-B 2|B 1 1 2/m||-x,z,y;c3|-I 2|I 1 1 2/m||x+z,x,y;a1|-B 2x|B 2/m 1 1||y,z,x;a2|-C 2x|C 2/m 1 1||y,-x,z;a3|-I 2x|I 2/m 1 1||y,x+z,x
b1|-P 2yc|P 1 2/c 1;b2|-P 2yac|P 1 2/n 1||x+z,y,z;b3|-P 2ya|P 1 2/a 1||z,y,-x;c1|-P 2a|P 1 1 2/a||z,x,y;c2|-P 2ab|P 1 1 2/n||z,x+z,y;c3|-P 2b|P 1 1 2/b||-x,z,y;a1|-P 2xb|P 2/b 1 1||y,z,x;a2|-P 2xbc|P 2/n 1 1||y,z,x+z;a3|-P 2xc|P 2/c 1 1||y,-x,z
b1|-P 2ybc|P 1 21/c 1;b2|-P 2yn|P 1 21/n 1||x-z,y,z;b3|-P 2yab|P 1 21/a 1||z,y,-x;c1|-P 2ac|P 1 1 21/a||z,x,y;c2|-P 2n|P 1 1 21/n||z,x-z,y;c3|-P 2bc|P 1 1 21/b||-x,z,y;a1|-P 2xab|P 21/b 1 1||y,z,x;a2|-P 2xn|P 21/n 1 1||y,z,x-z;a3|-P 2xac|P 21/c 1 1||y,-x,z
b1|-C 2yc|C 1 2/c 1;b2|-A 2yab|A 1 2/n 1||z,y,-x+z;b3|-I 2ya|I 1 2/a 1||x+z+1/2,y,-x;-b1|-A 2ya|A 1 2/a 1||z+1/2,y,-x;-b2|-C 2yac|C 1 2/n 1||x+z+1/2,y+1/2,z;-b3|-I 2yc|I 1 2/c 1||x,y,-x+z+1/2;c1|-A 2a|A 1 1 2/a||z,x,y;c2|-B 2ab|B 1 1 2/n||-x+z,z,y;c3|-I 2b|I 1 1 2/b||-x,x+z+1/2,y;-c1|-B 2b|B 1 1 2/b||-x,z+1/2,y;-c2|-A 2ab|A 1 1 2/n||z,x-z,y;-c3|-I 2a|I 1 1 2/a||-x+z+1/2,x,y;a1|-B 2xb|B 2/b 1 1||y,z,x;a2|-C 2xac|C 2/n 1 1||y,-x+z,z;a3|-I 2xc|I 2/c 1 1||y,-x,x+z+1/2;-a1|-C 2xc|C 2/c 1 1||y,-x,z+1/2;-a2|-B 2xab|B 2/n 1 1||y,z,x-z;-a3|-I 2xb|I 2/b 1 1||y,-x+z+1/2,x
|P 2 2|P 2 2 2
|P 2c 2|P 2 2 21;cab|P 2a 2a;bca|P 2 2b
|P 2 2ab|P 21 21 2;cab|P 2bc 2;bca|P 2ac 2ac
|P 2ac 2ab|P 21 21 21
|C 2c 2|C 2 2 21;cab|A 2a 2a;bca|B 2 2b
|C 2 2|C 2 2 2;cab|A 2 2;bca|B 2 2
|F 2 2|F 2 2 2
|I 2 2|I 2 2 2
|I 2b 2c|I 21 21 21|||10
|P 2 -2|P m m 2;cab|P -2 2;bca|P -2 -2
|P 2c -2|P m c 21;ba-c|P 2c -2c;cab|P -2a 2a;-cba|P -2 2a;bca|P -2 -2b;a-cb|P -2b -2
|P 2 -2c|P c c 2;cab|P -2a 2;bca|P -2b -2b
|P 2 -2a|P m a 2;ba-c|P 2 -2b;cab|P -2b 2;-cba|P -2c 2;bca|P -2c -2c;a-cb|P -2a -2a
|P 2c -2ac|P c a 21;ba-c|P 2c -2b;cab|P -2b 2a;-cba|P -2ac 2a;bca|P -2bc -2c;a-cb|P -2a -2ab
|P 2 -2bc|P n c 2;ba-c|P 2 -2ac;cab|P -2ac 2;-cba|P -2ab 2;bca|P -2ab -2ab;a-cb|P -2bc -2bc
|P 2ac -2|P m n 21;ba-c|P 2bc -2bc;cab|P -2ab 2ab;-cba|P -2 2ac;bca|P -2 -2bc;a-cb|P -2ab -2
|P 2 -2ab|P b a 2;cab|P -2bc 2;bca|P -2ac -2ac
|P 2c -2n|P n a 21;ba-c|P 2c -2ab;cab|P -2bc 2a;-cba|P -2n 2a;bca|P -2n -2ac;a-cb|P -2ac -2n
|P 2 -2n|P n n 2;cab|P -2n 2;bca|P -2n -2n
|C 2 -2|C m m 2;cab|A -2 2;bca|B -2 -2
|C 2c -2|C m c 21;ba-c|C 2c -2c;cab|A -2a 2a;-cba|A -2 2a;bca|B -2 -2b;a-cb|B -2b -2
|C 2 -2c|C c c 2;cab|A -2a 2;bca|B -2b -2b
|A 2 -2|A m m 2;ba-c|B 2 -2;cab|B -2 2;-cba|C -2 2;bca|C -2 -2;a-cb|A -2 -2
|A 2 -2b|A b m 2|A e m 2||01;ba-c|B 2 -2a;cab|B -2a 2;-cba|C -2a 2;bca|C -2a -2a;a-cb|A -2b -2b
|A 2 -2a|A m a 2;ba-c|B 2 -2b;cab|B -2b 2;-cba|C -2c 2;bca|C -2c -2c;a-cb|A -2a -2a
|A 2 -2ab|A b a 2|A e a 2||01;ba-c|B 2 -2ab;cab|B -2ab 2;-cba|C -2ac 2;bca|C -2ac -2ac;a-cb|A -2ab -2ab
|F 2 -2|F m m 2;cab|F -2 2;bca|F -2 -2
|F 2 -2d|F d d 2;cab|F -2d 2;bca|F -2d -2d
|I 2 -2|I m m 2;cab|I -2 2;bca|I -2 -2
|I 2 -2c|I b a 2|||01;cab|I -2a 2;bca|I -2b -2b
|I 2 -2a|I m a 2|||01;ba-c|I 2 -2b;cab|I -2b 2;-cba|I -2c 2;bca|I -2c -2c;a-cb|I -2a -2a
|-P 2 2|P m m m|P 2/m 2/m 2/m
1|P 2 2 -1n|||x-1/4,y-1/4,z-1/4;2|-P 2ab 2bc|P n n n|P 2/n 2/n 2/n
|-P 2 2c|P c c m|P 2/c 2/c 2/m;cab|-P 2a 2;bca|-P 2b 2b
1|P 2 2 -1ab|||x-1/4,y-1/4,z;2|-P 2ab 2b|P b a n|P 2/b 2/a 2/n;1cab|P 2 2 -1bc|||z,x-1/4,y-1/4;2cab|-P 2b 2bc;1bca|P 2 2 -1ac|||y-1/4,z,x-1/4;2bca|-P 2a 2c
|-P 2a 2a|P m m a|P 21/m 2/m 2/a;ba-c|-P 2b 2;cab|-P 2 2b;-cba|-P 2c 2c;bca|-P 2c 2;a-cb|-P 2 2a
|-P 2a 2bc|P n n a|P 2/n 21/n 2/a;ba-c|-P 2b 2n;cab|-P 2n 2b;-cba|-P 2ab 2c;bca|-P 2ab 2n;a-cb|-P 2n 2bc
|-P 2ac 2|P m n a|P 2/m 2/n 21/a;ba-c|-P 2bc 2bc;cab|-P 2ab 2ab;-cba|-P 2 2ac;bca|-P 2 2bc;a-cb|-P 2ab 2
|-P 2a 2ac|P c c a|P 21/c 2/c 2/a;ba-c|-P 2b 2c;cab|-P 2a 2b;-cba|-P 2ac 2c;bca|-P 2bc 2b;a-cb|-P 2b 2ab
|-P 2 2ab|P b a m|P 21/b 21/a 2/m;cab|-P 2bc 2;bca|-P 2ac 2ac
|-P 2ab 2ac|P c c n|P 21/c 21/c 2/n;cab|-P 2ac 2bc;bca|-P 2bc 2ab
|-P 2c 2b|P b c m|P 2/b 21/c 21/m;ba-c|-P 2c 2ac;cab|-P 2ac 2a;-cba|-P 2b 2a;bca|-P 2a 2ab;a-cb|-P 2bc 2c
|-P 2 2n|P n n m|P 21/n 21/n 2/m;cab|-P 2n 2;bca|-P 2n 2n
1|P 2 2ab -1ab|||x-1/4,y-1/4,z;2|-P 2ab 2a|P m m n|P 21/m 21/m 2/n;1cab|P 2bc 2 -1bc|||z,x-1/4,y-1/4;2cab|-P 2c 2bc;1bca|P 2ac 2ac -1ac|||y-1/4,z,x-1/4;2bca|-P 2c 2a
|-P 2n 2ab|P b c n|P 21/b 2/c 21/n;ba-c|-P 2n 2c;cab|-P 2a 2n;-cba|-P 2bc 2n;bca|-P 2ac 2b;a-cb|-P 2b 2ac
|-P 2ac 2ab|P b c a|P 21/b 21/c 21/a;ba-c|-P 2bc 2ac|||z,y,-x
|-P 2ac 2n|P n m a|P 21/n 21/m 21/a;ba-c|-P 2bc 2a;cab|-P 2c 2ab;-cba|-P 2n 2ac;bca|-P 2n 2a;a-cb|-P 2c 2n
|-C 2c 2|C m c m|C 2/m 2/c 21/m;ba-c|-C 2c 2c;cab|-A 2a 2a;-cba|-A 2 2a;bca|-B 2 2b;a-cb|-B 2b 2
|-C 2ac 2|C m c a|C 2/m 2/c 21/e;ba-c|-C 2ac 2ac;cab|-A 2ab 2ab;-cba|-A 2 2ab;bca|-B 2 2ab;a-cb|-B 2ab 2
|-C 2 2|C m m m|C 2/m 2/m 2/m;cab|-A 2 2;bca|-B 2 2
|-C 2 2c|C c c m|C 2/c 2/c 2/m;cab|-A 2a 2;bca|-B 2b 2b
|-C 2a 2|C m m a|C 2/m 2/m 2/e;ba-c|-C 2a 2a|||y+1/2,-x+1/2,z;cab|-A 2b 2b;-cba|-A 2 2b;bca|-B 2 2a;a-cb|-B 2a 2
1|C 2 2 -1ac|||x-1/2,y-1/4,z+1/4;2|-C 2a 2ac|C c c a|C 2/c 2/c 2/e||100;1ba-c|C 2 2 -1ac|||y-1/4,-x,z+3/4;2ba-c|-C 2a 2c|||y,-x,z+1/2;1cab|A 2 2 -1ab|||z+1/4,x-1/2,y-1/4;2cab|-A 2a 2b;1-cba|A 2 2 -1ab|||z+3/4,y-1/4,-x;2-cba|-A 2ab 2b|||z+1/2,y,-x;1bca|B 2 2 -1ab|||y-1/4,z+1/4,x-1/2;2bca|-B 2ab 2b;1a-cb|B 2 2 -1ab|||-x,z+3/4,y-1/4;2a-cb|-B 2b 2ab|||-x,z+1/2,y
|-F 2 2|F m m m|F 2/m 2/m 2/m
1|F 2 2 -1d|||x+1/8,y+1/8,z+1/8;2|-F 2uv 2vw|F d d d|F 2/d 2/d 2/d||320
|-I 2 2|I m m m|I 2/m 2/m 2/m
|-I 2 2c|I b a m|I 2/b 2/a 2/m||010;cab|-I 2a 2;bca|-I 2b 2b
|-I 2b 2c|I b c a|I 2/b 2/c 2/a||100;ba-c|-I 2a 2b|||y+1/2,-x,z+1/2
|-I 2b 2|I m m a|I 2/m 2/m 2/a;ba-c|-I 2a 2a|||y+1/2,-x,z;cab|-I 2c 2c;-cba|-I 2 2b|||z,y+1/2,-x;bca|-I 2 2a;a-cb|-I 2c 2|||-x,z,y+1/2
|P 4|P 4
|P 4w|P 41
|P 4c|P 42
|P 4cw|P 43
|I 4|I 4
|I 4bw|I 41|||10
|P -4|P -4
|I -4|I -4
|-P 4|P 4/m
|-P 4c|P 42/m
1|P 4ab -1ab|||x-1/4,y+1/4,z;2|-P 4a|P 4/n
1|P 4n -1n|||x+1/4,y+1/4,z+1/4;2|-P 4bc|P 42/n
|-I 4|I 4/m
1|I 4bw -1bw|||x,y+1/4,z+1/8;2|-I 4ad|I 41/a|||110
|P 4 2|P 4 2 2
|P 4ab 2ab|P 4 21 2
|P 4w 2c|P 41 2 2
|P 4abw 2nw|P 41 21 2
|P 4c 2|P 42 2 2
|P 4n 2n|P 42 21 2
|P 4cw 2c|P 43 2 2
|P 4nw 2abw|P 43 21 2
|I 4 2|I 4 2 2
|I 4bw 2bw|I 41 2 2|||101
|P 4 -2|P 4 m m
|P 4 -2ab|P 4 b m
|P 4c -2c|P 42 c m
|P 4n -2n|P 42 n m
|P 4 -2c|P 4 c c
|P 4 -2n|P 4 n c
|P 4c -2|P 42 m c
|P 4c -2ab|P 42 b c
|I 4 -2|I 4 m m
|I 4 -2c|I 4 c m
|I 4bw -2|I 41 m d|||100
|I 4bw -2c|I 41 c d|||100
|P -4 2|P -4 2 m
|P -4 2c|P -4 2 c
|P -4 2ab|P -4 21 m
|P -4 2n|P -4 21 c
|P -4 -2|P -4 m 2
|P -4 -2c|P -4 c 2
|P -4 -2ab|P -4 b 2
|P -4 -2n|P -4 n 2
|I -4 -2|I -4 m 2
|I -4 -2c|I -4 c 2
|I -4 2|I -4 2 m
|I -4 2bw|I -4 2 d|||001
|-P 4 2|P 4/m m m|P 4/m 2/m 2/m
|-P 4 2c|P 4/m c c|P 4/m 2/c 2/c
1|P 4 2 -1ab|||x-1/4,y-1/4,z;2|-P 4a 2b|P 4/n b m|P 4/n 2/b 2/m
1|P 4 2 -1n|||x-1/4,y-1/4,z-1/4;2|-P 4a 2bc|P 4/n n c|P 4/n 2/n 2/c
|-P 4 2ab|P 4/m b m|P 4/m 21/b m
|-P 4 2n|P 4/m n c|P 4/m 21/n c
1|P 4ab 2ab -1ab|||x-1/4,y+1/4,z;2|-P 4a 2a|P 4/n m m|P 4/n 21/m m
1|P 4ab 2n -1ab|||x-1/4,y+1/4,z;2|-P 4a 2ac|P 4/n c c|P 4/n 21/c c
|-P 4c 2|P 42/m m c|P 42/m 2/m 2/c
|-P 4c 2c|P 42/m c m|P 42/m 2/c 2/m
1|P 4n 2c -1n|||x-1/4,y+1/4,z+1/4;2|-P 4ac 2b|P 42/n b c|P 42/n 2/b 2/c
1|P 4n 2 -1n|||x+1/4,y+3/4,z+1/4;2|-P 4ac 2bc|P 42/n n m|P 42/n 2/n 2/m
|-P 4c 2ab|P 42/m b c|P 42/m 21/b 2/c
|-P 4n 2n|P 42/m n m|P 42/m 21/n 2/m
1|P 4n 2n -1n|||x-1/4,y+1/4,z+3/4;2|-P 4ac 2a|P 42/n m c|P 42/n 21/m 2/c
1|P 4n 2ab -1n|||x-1/4,y+1/4,z+1/4;2|-P 4ac 2ac|P 42/n c m|P 42/n 21/c 2/m
|-I 4 2|I 4/m m m|I 4/m 2/m 2/m
|-I 4 2c|I 4/m c m|I 4/m 2/c 2/m
1|I 4bw 2bw -1bw|||x-1/2,y+1/4,z+5/8;2|-I 4bd 2|I 41/a m d|I 41/a 2/m 2/d||1010
1|I 4bw 2aw -1bw|||x-1/2,y+1/4,z-3/8;2|-I 4bd 2c|I 41/a c d|I 41/a 2/c 2/d||1010
|P 3|P 3
|P 31|P 31
|P 32|P 32
H|R 3|R 3;R|P 3*|||-y+z,x+z,-x+y+z
|-P 3|P -3
H|-R 3|R -3;R|-P 3*|||-y+z,x+z,-x+y+z
|P 3 2|P 3 1 2
|P 3 2"|P 3 2 1
|P 31 2 (0 0 4)|P 31 1 2
|P 31 2"|P 31 2 1
|P 32 2 (0 0 2)|P 32 1 2
|P 32 2"|P 32 2 1
H|R 3 2"|R 3 2;R|P 3* 2|||-y+z,x+z,-x+y+z
|P 3 -2"|P 3 m 1
|P 3 -2|P 3 1 m
|P 3 -2"c|P 3 c 1
|P 3 -2c|P 3 1 c
H|R 3 -2"|R 3 m;R|P 3* -2|||-y+z,x+z,-x+y+z
H|R 3 -2"c|R 3 c;R|P 3* -2n|||-y+z,x+z,-x+y+z
|-P 3 2|P -3 1 m|P -3 1 2/m
|-P 3 2c|P -3 1 c|P -3 1 2/c
|-P 3 2"|P -3 m 1|P -3 2/m 1
|-P 3 2"c|P -3 c 1|P -3 2/c 1
H|-R 3 2"|R -3 m|R -3 2/m;R|-P 3* 2|||-y+z,x+z,-x+y+z
H|-R 3 2"c|R -3 c|R -3 2/c;R|-P 3* 2n|||-y+z,x+z,-x+y+z
|P 6|P 6
|P 61|P 61
|P 65|P 65
|P 62|P 62
|P 64|P 64
|P 6c|P 63
|P -6|P -6
|-P 6|P 6/m
|-P 6c|P 63/m
|P 6 2|P 6 2 2
|P 61 2 (0 0 5)|P 61 2 2
|P 65 2 (0 0 1)|P 65 2 2
|P 62 2 (0 0 4)|P 62 2 2
|P 64 2 (0 0 2)|P 64 2 2
|P 6c 2c|P 63 2 2
|P 6 -2|P 6 m m
|P 6 -2c|P 6 c c
|P 6c -2|P 63 c m
|P 6c -2c|P 63 m c
|P -6 2|P -6 m 2
|P -6c 2|P -6 c 2
|P -6 -2|P -6 2 m
|P -6c -2c|P -6 2 c
|-P 6 2|P 6/m m m|P 6/m 2/m 2/m
|-P 6 2c|P 6/m c c|P 6/m 2/c 2/c
|-P 6c 2|P 63/m c m|P 63/m 2/c 2/m
|-P 6c 2c|P 63/m m c|P 63/m 2/m 2/c
|P 2 2 3|P 2 3
|F 2 2 3|F 2 3
|I 2 2 3|I 2 3
|P 2ac 2ab 3|P 21 3
|I 2b 2c 3|I 21 3|||100
|-P 2 2 3|P m -3|P 2/m -3
1|P 2 2 3 -1n|||x+1/4,y+1/4,z+1/4;2|-P 2ab 2bc 3|P n -3|P 2/n -3
|-F 2 2 3|F m -3|F 2/m -3
1|F 2 2 3 -1d|||x+1/8,y+1/8,z+1/8;2|-F 2uv 2vw 3|F d -3|F 2/d -3
|-I 2 2 3|I m -3|I 2/m -3
|-P 2ac 2ab 3|P a -3|P 21/a -3
|-I 2b 2c 3|I a -3|I 21/a -3||1000
|P 4 2 3|P 4 3 2
|P 4n 2 3|P 42 3 2
|F 4 2 3|F 4 3 2
|F 4d 2 3|F 41 3 2|||1302
|I 4 2 3|I 4 3 2
|P 4acd 2ab 3|P 43 3 2
|P 4bd 2ab 3|P 41 3 2
|I 4bd 2c 3|I 41 3 2|||1001
|P -4 2 3|P -4 3 m
|F -4 2 3|F -4 3 m
|I -4 2 3|I -4 3 m
|P -4n 2 3|P -4 3 n
|F -4a 2 3|F -4 3 c|||0003
|I -4bd 2c 3|I -4 3 d|||1000
|-P 4 2 3|P m -3 m|P 4/m -3 2/m
1|P 4 2 3 -1n|||x-1/4,y-1/4,z-1/4;2|-P 4a 2bc 3|P n -3 n|P 4/n -3 2/n
|-P 4n 2 3|P m -3 n|P 42/m -3 2/n
1|P 4n 2 3 -1n|||x+1/4,y+1/4,z+1/4;2|-P 4bc 2bc 3|P n -3 m|P 42/n -3 2/m
|-F 4 2 3|F m -3 m|F 4/m -3 2/m
|-F 4a 2 3|F m -3 c|F 4/m -3 2/c||00030
1|F 4d 2 3 -1d|||x+1/8,y+1/8,z+1/8;2|-F 4vw 2vw 3|F d -3 m|F 41/d -3 2/m||21020
1|F 4d 2 3 -1ad|||x-1/8,y-1/8,z-1/8;2|-F 4ud 2vw 3|F d -3 c|F 41/d -3 2/c||13020
|-I 4 2 3|I m -3 m|I 4/m -3 2/m
|-I 4bd 2c 3|I a -3 d|I 41/a -3 2/d||10010`;
