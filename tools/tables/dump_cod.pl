# Settings beyond the table of 530 that files of the Crystallography Open Database have, from COD's own table (Debian: libcod-tools-perl):
#   perl tools/tables/dump_cod.pl > tools/tables/sources/settings-cod.json
use strict;
use warnings;
use COD::Spacegroups::Lookup::COD qw(@extra_settings);

my @rows = map { qq(["$_->{universal_h_m}",$_->{number},"$_->{hall}"]) } @extra_settings;
print qq({"command":"perl tools/tables/dump_cod.pl > tools/tables/sources/settings-cod.json",\n"tool":"cod-tools","version":"3.7.0",\n);
print qq("note":"universal Hermann-Mauguin symbols with the change of basis from the reference setting, or of other cells",\n);
print qq("fields":["hm","number","hall"],\n"rows":[\n), join( ",\n", @rows ), "\n]}\n";
