"""Structural mutants of a workbook: each is made from its number alone, so that any of them can be made again.

A kind is a function of the members of the package and a source of random choices. It changes members, or gives the
bytes of a whole file where the archive itself is what is broken.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from xml.sax.saxutils import quoteattr

Members = dict[str, bytes]
Change = Callable[[Members, Random], bytes | None]
KINDS: dict[str, Change] = {}
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")

VALUES = (
    "", " ", "0", "-1", "1", "-0", "1e308", "1e999", "-1e-320", "NaN", "INF", "2147483648", "99999999999999999999", "0x1F",
    "1,5", "１２", "1.5×10^4", "#REF!", "#NAME?", "TRUE", "=1+1", "_xD800_", "_x0000_", "A1", "XFD1048576", "A0", "a" * 40_000,
    "../../etc/passwd", "https://example.invalid/", "file:///dev/zero", "&amp;", "\u202e", "\U0001f600", "－", "\u3000", "\u00a0",
)  # fmt: skip
"""What an attribute, a cell or an element may be made to say."""
TOKENS = (
    b"", b"<", b">", b"&", b"&#0;", b"&x;", b"]]>", b"<![CDATA[", b"<!--", b"<?x?>", b"\x00", b"\xff\xfe", b"\xc3", b"</c>",
    b"<c/>", b"<v>", b"</row>", b'"', b"<x:y/>", b'<c r="A1"><v>1</v></c>', b"<f>1/0</f>",
)  # fmt: skip
FORMULAS = (
    "1/0", "A1", "SUM(A1:XFD1048576)", "REPT(\"a\",32767)", "(" * 300 + "1" + ")" * 300, "(" * 20_000, "1" + "+1" * 5_000,
    "IF(" * 80 + "1" + ")" * 80, "INDIRECT(\"A1\")", "OFFSET(A1,0,0,1048576,16384)", "RAND()", "NOW()", "LET(x,1,x)",
    "LAMBDA(x,x)(1)", "[1]Sheet1!A1", "'nowhere'!A1", "#REF!+1", "TL_FUEL_CO2()", "TL_FUEL_CO2(1,2,3,4,5,6,7,8,9)",
    "TL_NOTHING(1)", "TL_EXPLAIN(A1)", "SEQUENCE(1048576,16384)", "{1,2;3}", "A1:A3*B1:B3", "\"" + "x" * 9_000 + "\"", "@@@",
    "cmd|'/c calc'!A0", "WEBSERVICE(\"http://example.invalid\")", "DISPIMG(\"x\",1)", "1E+400", "A1 A2", "FACT(170)^99", "=",
)  # fmt: skip


def kind(make: Change) -> Change:
    KINDS[make.__name__.replace("_", " ")] = make
    return make


@dataclass(frozen=True)
class Mutant:
    """A file that nobody would write on purpose, or that somebody has."""

    number: int
    kinds: tuple[str, ...]
    data: bytes


@functools.cache
def members_of(example: Path) -> Members:
    with zipfile.ZipFile(example) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def mutant(example: Path, seed: int, number: int) -> Mutant:
    """Make a mutant: mostly of one kind, in turn, now and then of several at once."""
    random = Random(f"{seed}/{number}")
    names = list(KINDS)
    chosen = [names[number % len(names)]]
    chosen += [random.choice(names) for _ in range(random.choice((0, 0, 0, 1, 3)))]
    members = dict(members_of(example))
    done = []
    for name in chosen:
        whole = KINDS[name](members, random)
        done.append(name)
        if whole is not None:
            return Mutant(number, tuple(done), whole)
    return Mutant(number, tuple(done), packed(members.items()))


def packed(entries: object) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in entries:  # type: ignore[attr-defined]
            # Not the time of now: a mutant is the same whenever it is made.
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 1)
    return written.getvalue()


# ── the choice of a place ──


def part(members: Members, random: Random, pattern: str = ".+") -> str:
    """Choose a part whose name fits; a large sheet is no likelier than the styles."""
    return random.choice(sorted(name for name in members if re.fullmatch(pattern, name)) or sorted(members))


def matched(data: bytes, pattern: bytes, random: Random) -> re.Match[bytes] | None:
    """Find something at a random place, from there on or from the start."""
    compiled = re.compile(pattern, re.DOTALL)
    return compiled.search(data, random.randrange(len(data) + 1)) or compiled.search(data)


def put(members: Members, name: str, pattern: bytes, new: Callable[[re.Match[bytes]], bytes], random: Random) -> None:
    """Replace something that fits in a part, if there is such a thing."""
    if found := matched(members[name], pattern, random):
        members[name] = members[name][: found.start()] + new(found) + members[name][found.end() :]


def value(random: Random) -> bytes:
    return random.choice(VALUES).encode("utf-8", "surrogatepass")


def attribute_value(random: Random) -> bytes:
    return quoteattr(random.choice(VALUES)).encode()


# ── the archive ──


@kind
def part_left_out(members: Members, random: Random) -> None:
    del members[part(members, random)]


@kind
def part_emptied_or_cut(members: Members, random: Random) -> None:
    name = part(members, random)
    members[name] = members[name][: random.choice((0, 1, len(members[name]) // 2, len(members[name]) - 1))]


@kind
def parts_exchanged(members: Members, random: Random) -> None:
    one, other = part(members, random), part(members, random)
    members[one], members[other] = members[other], members[one]


@kind
def part_renamed(members: Members, random: Random) -> None:
    name = part(members, random)
    new = random.choice(
        (name.upper(), name.replace("/", "\\"), "../" + name, "/" + name, name + " ", "xl/é.xml", "a" * 3_000)
    )
    members[new] = members.pop(name)


@kind
def part_twice(members: Members, random: Random) -> bytes:
    name = part(members, random)
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile says that the name is there already, which is the point
        return packed([*members.items(), (name, members[part(members, random)])])


@kind
def part_more(members: Members, random: Random) -> None:
    name = random.choice(("xl/vbaProject.bin", "custom/x.bin", "xl/worksheets/sheet999.xml", "xl/media/a.jfif", "a/b/c/d.xml",
                          "xl/embeddings/x.bin", "_xmlsignatures/sig1.xml", "docProps/x.psmdcp", "[trash]/0000.dat"))  # fmt: skip
    members[name] = random.choice((b"", b"\x00" * 5_000, b"<x/>", members[part(members, random)]))


@kind
def archive_bytes_broken(members: Members, random: Random) -> bytes:
    data = bytearray(packed(members.items()))
    for _ in range(random.choice((1, 4, 50))):
        data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data)


@kind
def archive_cut_or_lengthened(members: Members, random: Random) -> bytes:
    data = packed(members.items())
    cut = data[: random.randrange(len(data))]
    return random.choice((cut, b"MZ" + data, data + b"\x00" * 70_000, data[100:], data + data, b"PK\x03\x04", b""))


@kind
def archive_tells_other_sizes(members: Members, random: Random) -> bytes:
    """The directory says of a part that it is smaller or far larger than it is, or has another sum."""
    data = bytearray(packed(members.items()))
    places = [m.start() for m in re.finditer(rb"PK\x01\x02", bytes(data))]
    place = random.choice(places) + random.choice((16, 20, 24))  # sum, size packed, size unpacked
    data[place : place + 4] = random.choice(
        (b"\x00" * 4, b"\xff\xff\xff\xff", b"\x01\x00\x00\x00", b"\xff\xff\xff\x7f")
    )
    return bytes(data)


@kind
def part_that_swells(members: Members, random: Random) -> None:
    """A part of many megabytes that packs to a few kilobytes."""
    name = part(members, random, r"xl/.+\.xml")
    filler = random.choice((b" ", b"\n", b"<!-- -->"))
    members[name] += filler * (random.choice((1, 20, 60)) * 2**20 // len(filler))


# ── XML ──


@kind
def bytes_of_a_part(members: Members, random: Random) -> None:
    name = part(members, random)
    data = members[name]
    start = random.randrange(len(data) + 1)
    length = random.choice((0, 1, 5, 20, 200, 5_000))
    members[name] = data[:start] + random.choice((*TOKENS, random.randbytes(8))) + data[start + length :]


@kind
def element_left_out_or_twice(members: Members, random: Random) -> None:
    name = part(members, random, r".+\.(xml|rels)")
    put(members, name, rb"<(\w+)(?: [^<>]*)?(?:/>|>[^<]*</\1>)", lambda m: m[0] * random.choice((0, 2, 2, 300)), random)


@kind
def element_named_otherwise(members: Members, random: Random) -> None:
    name = part(members, random, r".+\.(xml|rels)")
    put(
        members,
        name,
        rb"<(\w+)",
        lambda m: random.choice((b"<x", b"<sheetData", b"<row", b"<c", b"<f", b"<a:b")),
        random,
    )


@kind
def elements_within_each_other(members: Members, random: Random) -> None:
    name = part(members, random, r"xl/.+\.xml")
    depth = random.choice((50, 300, 3_000, 100_000))
    put(members, name, rb"<(\w+)", lambda m: b"<x>" * depth + b"</x>" * depth + m[0], random)


@kind
def document_type(members: Members, random: Random) -> None:
    name = part(members, random, r".+\.(xml|rels)")
    entities = b"".join(b'<!ENTITY x%d "%s">' % (i, b"&x%d;" % (i - 1) * 10 if i else b"a" * 50) for i in range(9))
    declared = random.choice(
        (b"<!DOCTYPE x [" + entities + b"]>", b'<!DOCTYPE x SYSTEM "file:///dev/zero">', b"<!DOCTYPE x>")
    )
    put(members, name, rb"\?>|^", lambda m: m[0] + declared, Random(0))


@kind
def encoding(members: Members, random: Random) -> None:
    name = part(members, random, r".+\.(xml|rels)")
    text = members[name].decode("utf-8", "replace")
    for_xml = random.choice(("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "gb18030", "utf-7"))
    said = re.sub('encoding="[^"]*"', f'encoding="{random.choice((for_xml, "UTF-8", "x-none"))}"', text, count=1)
    members[name] = said.encode(for_xml, "replace")


@kind
def attribute_says_otherwise(members: Members, random: Random) -> None:
    name = part(members, random, r".+\.(xml|rels)")
    put(members, name, rb' ([\w:]+)="[^"]*"', lambda m: b" " + m[1] + b"=" + attribute_value(random), random)


@kind
def attribute_left_out_or_twice(members: Members, random: Random) -> None:
    name = part(members, random, r".+\.(xml|rels)")
    put(members, name, rb' [\w:]+="[^"]*"', lambda m: m[0] * random.choice((0, 0, 2)), random)


@kind
def attributes_by_the_thousand(members: Members, random: Random) -> None:
    name = part(members, random, r"xl/.+\.xml")
    many = b"".join(b' q%d="1"' % i for i in range(random.choice((100, 5_000, 100_000))))
    put(members, name, rb"<\w+", lambda m: m[0] + many, random)


# ── relationships and kinds of parts ──


@kind
def relationship_elsewhere(members: Members, random: Random) -> None:
    name = part(members, random, r".*_rels/.+\.rels")
    target = random.choice((b"nowhere.xml", b"../../../etc/passwd", b"/xl/workbook.xml", b"", b"file:///dev/zero", b"#", b"%2e%2e/x",
                            b"workbook.xml", b"https://example.invalid/a", b"\\\\example.invalid\\a"))  # fmt: skip
    mode = random.choice((b"", b' TargetMode="External"'))
    put(members, name, rb'Target="[^"]*"', lambda m: b'Target="' + target + b'"' + mode, random)


@kind
def relationship_of_another_kind(members: Members, random: Random) -> None:
    name = part(members, random, r".*_rels/.+\.rels")
    word = random.choice(
        (
            b"worksheet",
            b"externalLink",
            b"oleObject",
            b"vbaProject",
            b"hyperlink",
            b"chartsheet",
            b"x",
            b"sharedStrings",
        )
    )
    put(members, name, rb'relationships/\w+"', lambda m: b"relationships/" + word + b'"', random)


@kind
def relationship_ids(members: Members, random: Random) -> None:
    name = part(members, random, r".*_rels/.+\.rels|xl/workbook\.xml")
    put(
        members,
        name,
        rb'(Id|r:id|sheetId)="[^"]*"',
        lambda m: m[1] + b"=" + random.choice((b'"rId1"', b'""', b'"1"', b'"rId9999"')),
        random,
    )


@kind
def content_types(members: Members, random: Random) -> None:
    name = "[Content_Types].xml" if "[Content_Types].xml" in members else part(members, random)
    other = random.choice(
        (b"", b"application/x-msdownload", b"text/html", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    )
    put(members, name, rb'ContentType="[^"]*"', lambda m: b'ContentType="' + other + b'"', random)


# ── what is in a workbook ──


@kind
def shared_string_number(members: Members, random: Random) -> None:
    name = part(members, random, SHEET.pattern)
    new = random.choice((b"-1", b"999999", b"1.5", b"", b"nan", b" 7 ", b"4294967296", b"0"))
    put(members, name, rb'(t="s"[^>]*><v>)[^<]*', lambda m: m[1] + new, random)


@kind
def shared_strings(members: Members, random: Random) -> None:
    name = "xl/sharedStrings.xml" if "xl/sharedStrings.xml" in members else part(members, random)
    new = random.choice((b"<si/>", b"<si><t>" + value(random).replace(b"&", b"&amp;") + b"</t></si>", b"", b"<si><r><t>a</t></r><r/></si>",
                         b"<si><t>" + b"x" * 2**20 + b"</t></si>", b"<si><rPh><t>a</t></rPh></si>"))  # fmt: skip
    for _ in range(random.choice((1, 1, 40))):
        put(members, name, rb"<si>.*?</si>", lambda m: new, random)


@kind
def styles(members: Members, random: Random) -> None:
    if random.random() < 0.5:
        name = part(members, random, SHEET.pattern)
        put(
            members,
            name,
            rb' s="\d+"',
            lambda m: b' s="' + random.choice((b"-1", b"99999", b"", b"a", b"1.5")) + b'"',
            random,
        )
        return
    name = "xl/styles.xml" if "xl/styles.xml" in members else part(members, random)
    for _ in range(random.choice((1, 10))):
        put(
            members,
            name,
            rb"<(xf|font|fill|border|numFmt|dxf|cellStyle)\b[^<>]*/?>",
            lambda m: random.choice((b"", m[0] * 2)),
            random,
        )


@kind
def sizes(members: Members, random: Random) -> None:
    """Cells, rows, columns, merged ranges and dimensions at the ends of a sheet and beyond."""
    name = part(members, random, SHEET.pattern)
    place = random.choice(
        (b"XFD1048576", b"A1:XFD1048576", b"XFE1", b"A1048577", b"A0", b"1048576", b"16384", b"-1", b"A1", b"$A$1")
    )
    put(
        members,
        name,
        rb' (r|ref|min|max|sqref|spans|ht|width|outlineLevel)="[^"]*"',
        lambda m: b" " + m[1] + b'="' + place + b'"',
        random,
    )


@kind
def formula(members: Members, random: Random) -> None:
    from xml.sax.saxutils import escape

    name = part(members, random, SHEET.pattern)
    attributes = random.choice((b"", b"", b"", b' t="shared" si="0"', b' t="array" ref="A1:XFD1048576"', b' t="array" ref="A1"',
                                b' t="dataTable" ref="A1" r1="A1"', b' t="shared" si="-1" ref="A1:B2"', b' t="x"'))  # fmt: skip
    text = escape(random.choice(FORMULAS)).encode()
    put(
        members,
        name,
        rb"<f[ >].*?</f>|<v>",
        lambda m: b"<f" + attributes + b">" + text + b"</f>" + (m[0] if m[0] == b"<v>" else b""),
        random,
    )


@kind
def type_of_a_cell(members: Members, random: Random) -> None:
    name = part(members, random, SHEET.pattern)
    said = random.choice((b"e", b"b", b"d", b"n", b"str", b"s", b"inlineStr", b"x", b""))
    put(
        members,
        name,
        rb"<c ([^>]*?)( t=\"\w+\")?(/?)>",
        lambda m: b"<c " + m[1] + b' t="' + said + b'"' + m[3] + b">",
        random,
    )


@kind
def values_of_cells(members: Members, random: Random) -> None:
    """Numbers and texts where others were: what the calculation and the rules have to live with."""
    name = part(members, random, SHEET.pattern)
    for _ in range(random.choice((1, 5, 100))):
        put(members, name, rb"(<c [^>]*?)(?: t=\"\w+\")?>(<v>[^<]*</v>)</c>",
            lambda m: m[1] + random.choice((b"><v>", b' t="str"><v>')) + value(random).replace(b"&", b"&amp;") + b"</v></c>", random)  # fmt: skip


@kind
def names(members: Members, random: Random) -> None:
    if "xl/workbook.xml" not in members:
        return
    new = random.choice(
        (
            b"#REF!",
            b"$A$1:$XFD$1048576",
            b"nothing",
            b"",
            b"1",
            b"TRUE",
            b"TL_ON",
            b"'x'!A1",
            b"SUM(A1)",
            b"\xef\xbc\x81",
        )
    )
    for _ in range(random.choice((1, 1, 30))):
        put(members, "xl/workbook.xml", rb"(<definedName [^>]*>)[^<]*(</definedName>)",
            lambda m: random.choice((b"", m[0] * 2, m[1] + new + m[2])), random)  # fmt: skip


@kind
def sheets(members: Members, random: Random) -> None:
    if "xl/workbook.xml" not in members:
        return
    new = random.choice(
        (b"", b'name=""', b'name="a"', b'name="\'"', b'name="' + b"x" * 500 + b'"', b'name="[1]" state="veryHidden"')
    )
    put(members, "xl/workbook.xml", rb'(<sheet [^>]*?)name="[^"]*"', lambda m: m[1] + new, random)


@kind
def workbook_s_version(members: Members, random: Random) -> None:
    """The template says another version or name of itself."""
    name = "xl/sharedStrings.xml" if "xl/sharedStrings.xml" in members else part(members, random)
    new = random.choice((b"9.9.9", b"1.0.0", b"", b"coal_chemical 1.1.0", b"industrial_park", b"x" * 300))
    put(
        members, name, rb"(?<=>)(coal_chemical|industrial_park|\d+\.\d+\.\d+(\.dev\d*)?)[^<]*", lambda m: new, Random(0)
    )


@kind
def rules_of_cells(members: Members, random: Random) -> None:
    name = part(members, random, SHEET.pattern)
    new = random.choice((b"<formula1>" + b"(" * 3_000 + b"</formula1>", b"<formula1/>", b"<formula1>$A$1:$XFD$1048576</formula1>",
                         b"<formula1>nothing</formula1>"))  # fmt: skip
    put(members, name, rb"<(formula1?|formula2)>.*?</\1>", lambda m: new, random)


@kind
def drawn_parts(members: Members, random: Random) -> None:
    name = part(members, random, r"xl/(drawings|charts|tables|comments|media|theme)[^/]*/.+|xl/comments.+")
    data = members[name]
    start = random.randrange(len(data) + 1)
    members[name] = data[:start] + random.choice(TOKENS) + data[start + random.choice((0, 3, 400)) :]


def fingerprint(data: bytes) -> str:
    return f"{zlib.crc32(data):08x}"
