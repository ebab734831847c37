"""Words of everyday English that are people's names as well: in small letters they are the words."""

from __future__ import annotations

_WORDS = """
abbot alder amber angel april arch archer art ash aspen august autumn baker ball band banks bar barber bard barn barns
barrow bass battle bay beach bean bear beck bell berry best bill birch bird bishop black blank blaze bliss bloom
blossom blue bolt bond book booth bowl bowler branch brand bray breeze bridge bridges bright brook brooks brown buck
bull burn burns bush butcher butler cage camp candy cannon canon care carpenter case cash castle chamber chambers
chance chandler chaplain chapman charity chase chastity cherry child childs chip church clay clear clement clerk cliff
close coach coal coin comfort constance constant cook cope coral corn cotton court craft crane crisp cross crow crown
crystal daisy dale dance dash dawn day deal dean dear deed destiny diamond dove dowel drake draper draw dream drew
driver duke duty eagle earl early ease east easter eden elder else english ever fair fairbrother faith falcon fall
farmer farrow fast faye fern ferry field fields finch fine fish fisher flag flint flora flower flowers fluke foot ford
forest forester foster found fountain fowler fox frank free freeman french frost fry fuller gain garden gardener
gardner garland gay gem general gentle ginger glass glen glory glover gold golden good goodall goodman grace grand
grange grant grave graves gray green grey groom grove guest guide guy hale hall ham hand hands harbour hard hardy
harper hart haven hawk hay hazel head heart heath heather heaven help hero hill hills hogg holder holiday holly holmes
home honey honour hood hook hope horn horne house hunt hunter husband idle iris ivory ivy jade jasmine jet jewel
joiner joy judge july june just justice keen keep key keys kid kind king kingdom kitchen kite knight knot lake lamb
lance land lane lark last law lawn lay leader leaf leek liberty light lilac lily limb lime little lock lodge long lord
lot love lovell low luck lyon lyric mace magpie maiden main major male mallet man mane mann march mark marks marsh
marshal marshall mason mast masters match max may maze mead meadow melody mercy merit merry message mild miles mill
miller mills minor mint mist mole monk moody moon moor moore more moss mount mug nation near new newman nice nickel
night noble noon norm north novel oak oaks ocean old olive opal orchard orchid page pansy paper parish park parks
parsley parson parsons pat patience peace peach peacock pear pearl peel peg pen penny pepper perch perry petal pick
pierce pike pine piper place plant plum pole pollen pool pope poppy port porter post potter potts pound power powers
precious price pride priest prince prior promise prosper prudence queen quick quill race rain raven ray read reader
reading reed reef reeve rice rich ring rise river rivers road rob robin rock rod roe rook rose rosemary rowan royal
ruby rue rush russet rusty sable saddler saffron sage sailor salmon salt sand sandy savage sawyer scarlet sea season
sense serene sergeant shade shell shepherd shore short silver singer single skinner skip sky slater sloan small smart
snow sole song south spark sparks sparrow speak spear speed spice spring squire stack star steel step sterling stern
steward still stock stone storm strange stream street strong summer summers sunny swan sweet swift sycamore tailor
tanner teal temple tern thistle thorn thorough tiger till town towns trail travel treasure tree trinity trip true
trust tulip turner twist unity usher vale valour van verity victory vine violet virtue wade wait walk walker wall
waller walls ward ware warner warren wash water waters way weaver week weeks weir well wells west wheat wheel wheeler
white whole wild wilder will willow wills win wind wine wing winner winter winters wise wish wolf wonder wood woodman
woods woody words worth wren yard yarrow yew young youth zeal zest
"""
ORDINARY = frozenset(_WORDS.split())
