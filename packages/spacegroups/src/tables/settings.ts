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
b1|-C 2y|C 1 2/m 1;b2|-A 2y|A 1 2/m 1||z,y,-x;b3|-I 2y|I 1 2/m 1||x,y,-x+z;c1|-A 2|A 1 1 2/m||z,x,y;c2|-B 2|B 1 1 2/m||-x,z,y;c3|-I 2|I 1 1 2/m||-x+z,x,y;a1|-B 2x|B 2/m 1 1||y,z,x;a2|-C 2x|C 2/m 1 1||y,-x,z;a3|-I 2x|I 2/m 1 1||y,-x+z,x
b1|-P 2yc|P 1 2/c 1;b2|-P 2yac|P 1 2/n 1||x-z,y,z;b3|-P 2ya|P 1 2/a 1||z,y,-x;c1|-P 2a|P 1 1 2/a||z,x,y;c2|-P 2ab|P 1 1 2/n||z,x-z,y;c3|-P 2b|P 1 1 2/b||-x,z,y;a1|-P 2xb|P 2/b 1 1||y,z,x;a2|-P 2xbc|P 2/n 1 1||y,z,x-z;a3|-P 2xc|P 2/c 1 1||y,-x,z
b1|-P 2ybc|P 1 21/c 1;b2|-P 2yn|P 1 21/n 1||x-z,y,z;b3|-P 2yab|P 1 21/a 1||z,y,-x;c1|-P 2ac|P 1 1 21/a||z,x,y;c2|-P 2n|P 1 1 21/n||z,x-z,y;c3|-P 2bc|P 1 1 21/b||-x,z,y;a1|-P 2xab|P 21/b 1 1||y,z,x;a2|-P 2xn|P 21/n 1 1||y,z,x-z;a3|-P 2xac|P 21/c 1 1||y,-x,z
b1|-C 2yc|C 1 2/c 1;b2|-A 2yab|A 1 2/n 1||z,y,-x+z;b3|-I 2ya|I 1 2/a 1||x+z,y,-x;-b1|-A 2ya|A 1 2/a 1||z,y,-x;-b2|-C 2yac|C 1 2/n 1||x+1/4,y-1/4,z;-b3|-I 2yc|I 1 2/c 1||x,y,-x+z;c1|-A 2a|A 1 1 2/a||z,x,y;c2|-B 2ab|B 1 1 2/n||-x+z,z,y;c3|-I 2b|I 1 1 2/b||-x,x+z,y;-c1|-B 2b|B 1 1 2/b||-x,z,y;-c2|-A 2ab|A 1 1 2/n||z,x-z,y;-c3|-I 2a|I 1 1 2/a||-x+z,x,y;a1|-B 2xb|B 2/b 1 1||y,z,x;a2|-C 2xac|C 2/n 1 1||y,-x+z,z;a3|-I 2xc|I 2/c 1 1||y,-x,x+z;-a1|-C 2xc|C 2/c 1 1||y,-x,z;-a2|-B 2xab|B 2/n 1 1||y,z,x-z;-a3|-I 2xb|I 2/b 1 1||y,-x+z,x
|P 2 2|P 2 2 2
|P 2c 2|P 2 2 21;cab|P 2a 2a|P 21 2 2||z,x,y;bca|P 2 2b|P 2 21 2||y,z,x
|P 2 2ab|P 21 21 2;cab|P 2bc 2|P 2 21 21||z,x,y;bca|P 2ac 2ac|P 21 2 21||y,z,x
|P 2ac 2ab|P 21 21 21
|C 2c 2|C 2 2 21;cab|A 2a 2a|A 21 2 2||z,x,y;bca|B 2 2b|B 2 21 2||y,z,x
|C 2 2|C 2 2 2;cab|A 2 2|A 2 2 2||z,x,y;bca|B 2 2|B 2 2 2||y,z,x
|F 2 2|F 2 2 2
|I 2 2|I 2 2 2
|I 2b 2c|I 21 21 21|||10
|P 2 -2|P m m 2;cab|P -2 2|P 2 m m||z,x,y;bca|P -2 -2|P m 2 m||y,z,x
|P 2c -2|P m c 21;ba-c|P 2c -2c|P c m 21||y,-x,z;cab|P -2a 2a|P 21 m a||z,x,y;-cba|P -2 2a|P 21 a m||z,y,-x;bca|P -2 -2b|P b 21 m||y,z,x;a-cb|P -2b -2|P m 21 b||-x,z,y
|P 2 -2c|P c c 2;cab|P -2a 2|P 2 a a||z,x,y;bca|P -2b -2b|P b 2 b||y,z,x
|P 2 -2a|P m a 2;ba-c|P 2 -2b|P b m 2||y,-x,z;cab|P -2b 2|P 2 m b||z,x,y;-cba|P -2c 2|P 2 c m||z,y,-x;bca|P -2c -2c|P c 2 m||y,z,x;a-cb|P -2a -2a|P m 2 a||-x,z,y
|P 2c -2ac|P c a 21;ba-c|P 2c -2b|P b c 21||y,-x,z;cab|P -2b 2a|P 21 a b||z,x,y;-cba|P -2ac 2a|P 21 c a||z,y,-x;bca|P -2bc -2c|P c 21 b||y,z,x;a-cb|P -2a -2ab|P b 21 a||-x,z,y
|P 2 -2bc|P n c 2;ba-c|P 2 -2ac|P c n 2||y,-x,z;cab|P -2ac 2|P 2 n a||z,x,y;-cba|P -2ab 2|P 2 a n||z,y,-x;bca|P -2ab -2ab|P b 2 n||y,z,x;a-cb|P -2bc -2bc|P n 2 b||-x,z,y
|P 2ac -2|P m n 21;ba-c|P 2bc -2bc|P n m 21||y,-x,z;cab|P -2ab 2ab|P 21 m n||z,x,y;-cba|P -2 2ac|P 21 n m||z,y,-x;bca|P -2 -2bc|P n 21 m||y,z,x;a-cb|P -2ab -2|P m 21 n||-x,z,y
|P 2 -2ab|P b a 2;cab|P -2bc 2|P 2 c b||z,x,y;bca|P -2ac -2ac|P c 2 a||y,z,x
|P 2c -2n|P n a 21;ba-c|P 2c -2ab|P b n 21||y,-x,z;cab|P -2bc 2a|P 21 n b||z,x,y;-cba|P -2n 2a|P 21 c n||z,y,-x;bca|P -2n -2ac|P c 21 n||y,z,x;a-cb|P -2ac -2n|P n 21 a||-x,z,y
|P 2 -2n|P n n 2;cab|P -2n 2|P 2 n n||z,x,y;bca|P -2n -2n|P n 2 n||y,z,x
|C 2 -2|C m m 2;cab|A -2 2|A 2 m m||z,x,y;bca|B -2 -2|B m 2 m||y,z,x
|C 2c -2|C m c 21;ba-c|C 2c -2c|C c m 21||y,-x,z;cab|A -2a 2a|A 21 m a||z,x,y;-cba|A -2 2a|A 21 a m||z,y,-x;bca|B -2 -2b|B b 21 m||y,z,x;a-cb|B -2b -2|B m 21 b||-x,z,y
|C 2 -2c|C c c 2;cab|A -2a 2|A 2 a a||z,x,y;bca|B -2b -2b|B b 2 b||y,z,x
|A 2 -2|A m m 2;ba-c|B 2 -2|B m m 2||y,-x,z;cab|B -2 2|B 2 m m||z,x,y;-cba|C -2 2|C 2 m m||z,y,-x;bca|C -2 -2|C m 2 m||y,z,x;a-cb|A -2 -2|A m 2 m||-x,z,y
|A 2 -2b|A b m 2|A e m 2||01;ba-c|B 2 -2a|B m a 2|B m e 2|y,-x,z;cab|B -2a 2|B 2 c m|B 2 e m|z,x,y;-cba|C -2a 2|C 2 m b|C 2 m e|z,y,-x;bca|C -2a -2a|C m 2 a|C m 2 e|y,z,x;a-cb|A -2b -2b|A c 2 m|A e 2 m|-x,z,y
|A 2 -2a|A m a 2;ba-c|B 2 -2b|B b m 2||y,-x,z;cab|B -2b 2|B 2 m b||z,x,y;-cba|C -2c 2|C 2 c m||z,y,-x;bca|C -2c -2c|C c 2 m||y,z,x;a-cb|A -2a -2a|A m 2 a||-x,z,y
|A 2 -2ab|A b a 2|A e a 2||01;ba-c|B 2 -2ab|B b a 2|B b e 2|y,-x,z;cab|B -2ab 2|B 2 c b|B 2 e b|z,x,y;-cba|C -2ac 2|C 2 c b|C 2 c e|z,y,-x;bca|C -2ac -2ac|C c 2 a|C c 2 e|y,z,x;a-cb|A -2ab -2ab|A c 2 a|A e 2 a|-x,z,y
|F 2 -2|F m m 2;cab|F -2 2|F 2 m m||z,x,y;bca|F -2 -2|F m 2 m||y,z,x
|F 2 -2d|F d d 2;cab|F -2d 2|F 2 d d||z,x,y;bca|F -2d -2d|F d 2 d||y,z,x
|I 2 -2|I m m 2;cab|I -2 2|I 2 m m||z,x,y;bca|I -2 -2|I m 2 m||y,z,x
|I 2 -2c|I b a 2|||01;cab|I -2a 2|I 2 c b||z,x,y;bca|I -2b -2b|I c 2 a||y,z,x
|I 2 -2a|I m a 2|||01;ba-c|I 2 -2b|I b m 2||y,-x,z;cab|I -2b 2|I 2 m b||z,x,y;-cba|I -2c 2|I 2 c m||z,y,-x;bca|I -2c -2c|I c 2 m||y,z,x;a-cb|I -2a -2a|I m 2 a||-x,z,y
|-P 2 2|P m m m|P 2/m 2/m 2/m
1|P 2 2 -1n|P n n n|P 2/n 2/n 2/n|x-1/4,y-1/4,z-1/4;2|-P 2ab 2bc|P n n n|P 2/n 2/n 2/n
|-P 2 2c|P c c m|P 2/c 2/c 2/m;cab|-P 2a 2|P m a a|P 2/m 2/a 2/a|z,x,y;bca|-P 2b 2b|P b m b|P 2/b 2/m 2/b|y,z,x
1|P 2 2 -1ab|P b a n|P 2/b 2/a 2/n|x-1/4,y-1/4,z;2|-P 2ab 2b|P b a n|P 2/b 2/a 2/n;1cab|P 2 2 -1bc|P n c b|P 2/n 2/c 2/b|z,x-1/4,y-1/4;2cab|-P 2b 2bc|P n c b|P 2/n 2/c 2/b|z,x,y;1bca|P 2 2 -1ac|P c n a|P 2/c 2/n 2/a|y-1/4,z,x-1/4;2bca|-P 2a 2c|P c n a|P 2/c 2/n 2/a|y,z,x
|-P 2a 2a|P m m a|P 21/m 2/m 2/a;ba-c|-P 2b 2|P m m b|P 2/m 21/m 2/b|y,-x,z;cab|-P 2 2b|P b m m|P 2/b 21/m 2/m|z,x,y;-cba|-P 2c 2c|P c m m|P 2/c 2/m 21/m|z,y,-x;bca|-P 2c 2|P m c m|P 2/m 2/c 21/m|y,z,x;a-cb|-P 2 2a|P m a m|P 21/m 2/a 2/m|-x,z,y
|-P 2a 2bc|P n n a|P 2/n 21/n 2/a;ba-c|-P 2b 2n|P n n b|P 21/n 2/n 2/b|y,-x,z;cab|-P 2n 2b|P b n n|P 2/b 2/n 21/n|z,x,y;-cba|-P 2ab 2c|P c n n|P 2/c 21/n 2/n|z,y,-x;bca|-P 2ab 2n|P n c n|P 21/n 2/c 2/n|y,z,x;a-cb|-P 2n 2bc|P n a n|P 2/n 2/a 21/n|-x,z,y
|-P 2ac 2|P m n a|P 2/m 2/n 21/a;ba-c|-P 2bc 2bc|P n m b|P 2/n 2/m 21/b|y,-x,z;cab|-P 2ab 2ab|P b m n|P 21/b 2/m 2/n|z,x,y;-cba|-P 2 2ac|P c n m|P 21/c 2/n 2/m|z,y,-x;bca|-P 2 2bc|P n c m|P 2/n 21/c 2/m|y,z,x;a-cb|-P 2ab 2|P m a n|P 2/m 21/a 2/n|-x,z,y
|-P 2a 2ac|P c c a|P 21/c 2/c 2/a;ba-c|-P 2b 2c|P c c b|P 2/c 21/c 2/b|y,-x,z;cab|-P 2a 2b|P b a a|P 2/b 21/a 2/a|z,x,y;-cba|-P 2ac 2c|P c a a|P 2/c 2/a 21/a|z,y,-x;bca|-P 2bc 2b|P b c b|P 2/b 2/c 21/b|y,z,x;a-cb|-P 2b 2ab|P b a b|P 21/b 2/a 2/b|-x,z,y
|-P 2 2ab|P b a m|P 21/b 21/a 2/m;cab|-P 2bc 2|P m c b|P 2/m 21/c 21/b|z,x,y;bca|-P 2ac 2ac|P c m a|P 21/c 2/m 21/a|y,z,x
|-P 2ab 2ac|P c c n|P 21/c 21/c 2/n;cab|-P 2ac 2bc|P n a a|P 2/n 21/a 21/a|z,x,y;bca|-P 2bc 2ab|P b n b|P 21/b 2/n 21/b|y,z,x
|-P 2c 2b|P b c m|P 2/b 21/c 21/m;ba-c|-P 2c 2ac|P c a m|P 21/c 2/a 21/m|y,-x,z;cab|-P 2ac 2a|P m c a|P 21/m 2/c 21/a|z,x,y;-cba|-P 2b 2a|P m a b|P 21/m 21/a 2/b|z,y,-x;bca|-P 2a 2ab|P b m a|P 21/b 21/m 2/a|y,z,x;a-cb|-P 2bc 2c|P c m b|P 2/c 21/m 21/b|-x,z,y
|-P 2 2n|P n n m|P 21/n 21/n 2/m;cab|-P 2n 2|P m n n|P 2/m 21/n 21/n|z,x,y;bca|-P 2n 2n|P n m n|P 21/n 2/m 21/n|y,z,x
1|P 2 2ab -1ab|P m m n|P 21/m 21/m 2/n|x-1/4,y-1/4,z;2|-P 2ab 2a|P m m n|P 21/m 21/m 2/n;1cab|P 2bc 2 -1bc|P n m m|P 2/n 21/m 21/m|z,x-1/4,y-1/4;2cab|-P 2c 2bc|P n m m|P 2/n 21/m 21/m|z,x,y;1bca|P 2ac 2ac -1ac|P m n m|P 21/m 2/n 21/m|y-1/4,z,x-1/4;2bca|-P 2c 2a|P m n m|P 21/m 2/n 21/m|y,z,x
|-P 2n 2ab|P b c n|P 21/b 2/c 21/n;ba-c|-P 2n 2c|P c a n|P 2/c 21/a 21/n|y,-x,z;cab|-P 2a 2n|P n c a|P 21/n 21/c 2/a|z,x,y;-cba|-P 2bc 2n|P n a b|P 21/n 2/a 21/b|z,y,-x;bca|-P 2ac 2b|P b n a|P 2/b 21/n 21/a|y,z,x;a-cb|-P 2b 2ac|P c n b|P 21/c 21/n 2/b|-x,z,y
|-P 2ac 2ab|P b c a|P 21/b 21/c 21/a;ba-c|-P 2bc 2ac|P c a b|P 21/c 21/a 21/b|z,y,-x
|-P 2ac 2n|P n m a|P 21/n 21/m 21/a;ba-c|-P 2bc 2a|P m n b|P 21/m 21/n 21/b|y,-x,z;cab|-P 2c 2ab|P b n m|P 21/b 21/n 21/m|z,x,y;-cba|-P 2n 2ac|P c m n|P 21/c 21/m 21/n|z,y,-x;bca|-P 2n 2a|P m c n|P 21/m 21/c 21/n|y,z,x;a-cb|-P 2c 2n|P n a m|P 21/n 21/a 21/m|-x,z,y
|-C 2c 2|C m c m|C 2/m 2/c 21/m;ba-c|-C 2c 2c|C c m m|C 2/c 2/m 21/m|y,-x,z;cab|-A 2a 2a|A m m a|A 21/m 2/m 2/a|z,x,y;-cba|-A 2 2a|A m a m|A 21/m 2/a 2/m|z,y,-x;bca|-B 2 2b|B b m m|B 2/b 21/m 2/m|y,z,x;a-cb|-B 2b 2|B m m b|B 2/m 21/m 2/b|-x,z,y
|-C 2ac 2|C m c a|C 2/m 2/c 21/e;ba-c|-C 2ac 2ac|C c m b|C 2/c 2/m 21/e|y,-x,z;cab|-A 2ab 2ab|A b m a|A 21/e 2/m 2/a|z,x,y;-cba|-A 2 2ab|A c a m|A 21/e 2/a 2/m|z,y,-x;bca|-B 2 2ab|B b c m|B 2/b 21/e 2/m|y,z,x;a-cb|-B 2ab 2|B m a b|B 2/m 21/e 2/b|-x,z,y
|-C 2 2|C m m m|C 2/m 2/m 2/m;cab|-A 2 2|A m m m|A 2/m 2/m 2/m|z,x,y;bca|-B 2 2|B m m m|B 2/m 2/m 2/m|y,z,x
|-C 2 2c|C c c m|C 2/c 2/c 2/m;cab|-A 2a 2|A m a a|A 2/m 2/a 2/a|z,x,y;bca|-B 2b 2b|B b m b|B 2/b 2/m 2/b|y,z,x
|-C 2a 2|C m m a|C 2/m 2/m 2/e;ba-c|-C 2a 2a|C m m b|C 2/m 2/m 2/e|x+1/4,y+1/4,z;cab|-A 2b 2b|A b m m|A 2/e 2/m 2/m|z,x,y;-cba|-A 2 2b|A c m m|A 2/e 2/m 2/m|z,y,-x;bca|-B 2 2a|B m c m|B 2/m 2/e 2/m|y,z,x;a-cb|-B 2a 2|B m a m|B 2/m 2/e 2/m|-x,z,y
1|C 2 2 -1ac|C c c a|C 2/c 2/c 2/e|x-1/2,y-1/4,z+1/4;2|-C 2a 2ac|C c c a|C 2/c 2/c 2/e||100;1ba-c|C 2 2 -1ac|C c c b|C 2/c 2/c 2/e|x-1/2,y-1/4,z+1/4;2ba-c|-C 2a 2c|C c c b|C 2/c 2/c 2/e|x-1/4,y-1/4,z;1cab|A 2 2 -1ab|A b a a|A 2/e 2/a 2/a|z+1/4,x-1/2,y-1/4;2cab|-A 2a 2b|A b a a|A 2/e 2/a 2/a|z,x,y;1-cba|A 2 2 -1ab|A c a a|A 2/e 2/a 2/a|z+1/4,x-1/2,y-1/4;2-cba|-A 2ab 2b|A c a a|A 2/e 2/a 2/a|z,y,-x;1bca|B 2 2 -1ab|B b c b|B 2/b 2/e 2/b|y-1/4,z+1/4,x-1/2;2bca|-B 2ab 2b|B b c b|B 2/b 2/e 2/b|y,z,x;1a-cb|B 2 2 -1ab|B b a b|B 2/b 2/e 2/b|y-1/4,z+1/4,x-1/2;2a-cb|-B 2b 2ab|B b a b|B 2/b 2/e 2/b|-x,z,y
|-F 2 2|F m m m|F 2/m 2/m 2/m
1|F 2 2 -1d|F d d d|F 2/d 2/d 2/d|x+1/8,y+1/8,z+1/8;2|-F 2uv 2vw|F d d d|F 2/d 2/d 2/d||320
|-I 2 2|I m m m|I 2/m 2/m 2/m
|-I 2 2c|I b a m|I 2/b 2/a 2/m||010;cab|-I 2a 2|I m c b|I 2/m 2/c 2/b|z,x,y;bca|-I 2b 2b|I c m a|I 2/c 2/m 2/a|y,z,x
|-I 2b 2c|I b c a|I 2/b 2/c 2/a||100;ba-c|-I 2a 2b|I c a b|I 2/c 2/a 2/b|x+1/4,y-1/4,z+1/4
|-I 2b 2|I m m a|I 2/m 2/m 2/a;ba-c|-I 2a 2a|I m m b|I 2/m 2/m 2/b|x+1/4,y-1/4,z+1/4;cab|-I 2c 2c|I b m m|I 2/b 2/m 2/m|z,x,y;-cba|-I 2 2b|I c m m|I 2/c 2/m 2/m|z,y,-x;bca|-I 2 2a|I m c m|I 2/m 2/c 2/m|y,z,x;a-cb|-I 2c 2|I m a m|I 2/m 2/a 2/m|-x,z,y
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
1|P 4ab -1ab|P 4/n||x-1/4,y+1/4,z;2|-P 4a|P 4/n
1|P 4n -1n|P 42/n||x+1/4,y+1/4,z+1/4;2|-P 4bc|P 42/n
|-I 4|I 4/m
1|I 4bw -1bw|I 41/a||x,y+1/4,z+1/8;2|-I 4ad|I 41/a|||110
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
1|P 4 2 -1ab|P 4/n b m|P 4/n 2/b 2/m|x-1/4,y-1/4,z;2|-P 4a 2b|P 4/n b m|P 4/n 2/b 2/m
1|P 4 2 -1n|P 4/n n c|P 4/n 2/n 2/c|x-1/4,y-1/4,z-1/4;2|-P 4a 2bc|P 4/n n c|P 4/n 2/n 2/c
|-P 4 2ab|P 4/m b m|P 4/m 21/b m
|-P 4 2n|P 4/m n c|P 4/m 21/n c
1|P 4ab 2ab -1ab|P 4/n m m|P 4/n 21/m m|x-1/4,y+1/4,z;2|-P 4a 2a|P 4/n m m|P 4/n 21/m m
1|P 4ab 2n -1ab|P 4/n c c|P 4/n 21/c c|x-1/4,y+1/4,z;2|-P 4a 2ac|P 4/n c c|P 4/n 21/c c
|-P 4c 2|P 42/m m c|P 42/m 2/m 2/c
|-P 4c 2c|P 42/m c m|P 42/m 2/c 2/m
1|P 4n 2c -1n|P 42/n b c|P 42/n 2/b 2/c|x-1/4,y+1/4,z+1/4;2|-P 4ac 2b|P 42/n b c|P 42/n 2/b 2/c
1|P 4n 2 -1n|P 42/n n m|P 42/n 2/n 2/m|x-1/4,y+1/4,z-1/4;2|-P 4ac 2bc|P 42/n n m|P 42/n 2/n 2/m
|-P 4c 2ab|P 42/m b c|P 42/m 21/b 2/c
|-P 4n 2n|P 42/m n m|P 42/m 21/n 2/m
1|P 4n 2n -1n|P 42/n m c|P 42/n 21/m 2/c|x-1/4,y+1/4,z+1/4;2|-P 4ac 2a|P 42/n m c|P 42/n 21/m 2/c
1|P 4n 2ab -1n|P 42/n c m|P 42/n 21/c 2/m|x-1/4,y+1/4,z-1/4;2|-P 4ac 2ac|P 42/n c m|P 42/n 21/c 2/m
|-I 4 2|I 4/m m m|I 4/m 2/m 2/m
|-I 4 2c|I 4/m c m|I 4/m 2/c 2/m
1|I 4bw 2bw -1bw|I 41/a m d|I 41/a 2/m 2/d|x-1/2,y+1/4,z+1/8;2|-I 4bd 2|I 41/a m d|I 41/a 2/m 2/d||1010
1|I 4bw 2aw -1bw|I 41/a c d|I 41/a 2/c 2/d|x-1/2,y+1/4,z-3/8;2|-I 4bd 2c|I 41/a c d|I 41/a 2/c 2/d||1010
|P 3|P 3
|P 31|P 31
|P 32|P 32
H|R 3|R 3;R|P 3*|R 3||-y+z,x+z,-x+y+z
|-P 3|P -3
H|-R 3|R -3;R|-P 3*|R -3||-y+z,x+z,-x+y+z
|P 3 2|P 3 1 2
|P 3 2"|P 3 2 1
|P 31 2 (0 0 4)|P 31 1 2
|P 31 2"|P 31 2 1
|P 32 2 (0 0 2)|P 32 1 2
|P 32 2"|P 32 2 1
H|R 3 2"|R 3 2;R|P 3* 2|R 3 2||-y+z,x+z,-x+y+z
|P 3 -2"|P 3 m 1
|P 3 -2|P 3 1 m
|P 3 -2"c|P 3 c 1
|P 3 -2c|P 3 1 c
H|R 3 -2"|R 3 m;R|P 3* -2|R 3 m||-y+z,x+z,-x+y+z
H|R 3 -2"c|R 3 c;R|P 3* -2n|R 3 c||-y+z,x+z,-x+y+z
|-P 3 2|P -3 1 m|P -3 1 2/m
|-P 3 2c|P -3 1 c|P -3 1 2/c
|-P 3 2"|P -3 m 1|P -3 2/m 1
|-P 3 2"c|P -3 c 1|P -3 2/c 1
H|-R 3 2"|R -3 m|R -3 2/m;R|-P 3* 2|R -3 m|R -3 2/m|-y+z,x+z,-x+y+z
H|-R 3 2"c|R -3 c|R -3 2/c;R|-P 3* 2n|R -3 c|R -3 2/c|-y+z,x+z,-x+y+z
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
1|P 2 2 3 -1n|P n -3|P 2/n -3|x-1/4,y-1/4,z-1/4;2|-P 2ab 2bc 3|P n -3|P 2/n -3
|-F 2 2 3|F m -3|F 2/m -3
1|F 2 2 3 -1d|F d -3|F 2/d -3|x+1/8,y+1/8,z+1/8;2|-F 2uv 2vw 3|F d -3|F 2/d -3
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
1|P 4 2 3 -1n|P n -3 n|P 4/n -3 2/n|x-1/4,y-1/4,z-1/4;2|-P 4a 2bc 3|P n -3 n|P 4/n -3 2/n
|-P 4n 2 3|P m -3 n|P 42/m -3 2/n
1|P 4n 2 3 -1n|P n -3 m|P 42/n -3 2/m|x+1/4,y+1/4,z+1/4;2|-P 4bc 2bc 3|P n -3 m|P 42/n -3 2/m
|-F 4 2 3|F m -3 m|F 4/m -3 2/m
|-F 4a 2 3|F m -3 c|F 4/m -3 2/c||00030
1|F 4d 2 3 -1d|F d -3 m|F 41/d -3 2/m|x+1/8,y+1/8,z+1/8;2|-F 4vw 2vw 3|F d -3 m|F 41/d -3 2/m||21020
1|F 4d 2 3 -1ad|F d -3 c|F 41/d -3 2/c|x-1/8,y-1/8,z-1/8;2|-F 4ud 2vw 3|F d -3 c|F 41/d -3 2/c||13020
|-I 4 2 3|I m -3 m|I 4/m -3 2/m
|-I 4bd 2c 3|I a -3 d|I 41/a -3 2/d||10010`;
