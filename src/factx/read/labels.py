"""Names of encodings as web pages, mails and users write them, with the meaning that browsers give them (WHATWG)."""

import codecs
import re

# What a name means that browsers read as a larger encoding: https://encoding.spec.whatwg.org/#names-and-labels
_LARGER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
    "utf-16": "utf-16-le", "utf-8-sig": "utf-8",
}  # fmt: skip
_ELSE = {
    "cp874": "windows-874 dos-874", "cp949": "windows-949 ks_c_5601-1989 korean ksc_5601 iso-ir-149 cseuckr csksc56011987", "cp932": "x-sjis windows-31j ms932",
    "gb18030": "x-gbk csiso58gb231280 chinese csgb2312 gb_2312 gb_2312-80 iso-ir-58", "big5hkscs": "cn-big5 x-x-big5 csbig5", "euc_jp": "x-euc-jp cseucpkdfmtjapanese",
    "cp1252": "x-user-defined x-cp1252 ansi x-ansi western latin1_swedish_ci iso-latin-1 iso-latin1", "cp1250": "x-cp1250", "cp1251": "x-cp1251", "cp1253": "x-cp1253", "cp1254": "x-cp1254",
    "cp1255": "x-cp1255", "cp1256": "x-cp1256", "cp1257": "x-cp1257", "cp1258": "x-cp1258",
    "utf-8": "utf8mb4 utf8mb3 utf-8-bom utf8-bom unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8", "mac-roman": "macintosh csmacintosh x-mac-roman mac",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian", "koi8-r": "koi koi8 koi8_r", "koi8-u": "koi8-ru",
    "utf-16-le": "unicode unicodefeff csunicode ucs-2 iso-10646-ucs-2", "utf-16-be": "unicodefffe",
    "iso8859-7": "sun_eu_greek", "iso8859-8": "visual logical iso-8859-8-e iso-8859-8-i csiso88598e csiso88598i", "cp866": "866",
    "iso8859-6": "iso-8859-6-e iso-8859-6-i csiso88596e csiso88596i", "iso8859-15": "csisolatin9",
}  # fmt: skip
_OTHERS = {label: codec for codec, labels in _ELSE.items() for label in labels.split()}
_PAGES = frozenset(
    "utf-8 utf-16-le utf-16-be cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10"
    " iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic cp874 cp1250 cp1251 cp1252 cp1253"
    " cp1254 cp1255 cp1256 cp1257 cp1258 gb18030 big5hkscs euc_jp iso2022_jp cp932 cp949".split()
)
_NAMES = {
    "cp932": "shift_jis", "cp949": "euc-kr", "big5hkscs": "big5", "mac-roman": "macintosh", "mac-cyrillic": "x-mac-cyrillic",
    "utf-16-le": "utf-16le", "utf-16-be": "utf-16be", "euc_jp": "euc-jp", "iso2022_jp": "iso-2022-jp", "cp866": "ibm866",
}  # fmt: skip


def codec(label: str) -> str | None:
    """Return the name of Python's codec for an encoding's label, read as browsers do; None where there is none for text."""
    label = label.strip().lower().replace(" ", "-")
    label = re.sub(r"^iso8859-?(?=\d)", "iso-8859-", label)
    label = re.sub(r"^(?:windows|win|cp)[-_]?(?=\d{3,5}$)", "cp", label)
    try:
        found = codecs.lookup(_OTHERS.get(label, label))
        b"a".decode(found.name)  # LookupError for what is no encoding of text: hex, zlib, rot13
    except UnicodeDecodeError:
        pass
    except (LookupError, ValueError):
        return None
    return _LARGER.get(found.name, found.name)


def page_codec(label: str) -> str | None:
    """Return the same for the label in a web page, of the encodings that browsers know: a page read so far is no UTF-16."""
    found = codec(label)
    return "utf-8" if found in {"utf-16-le", "utf-16-be"} else found if found in _PAGES else None


def name(codec_name: str) -> str:
    """Return the standard's name of a codec's encoding: windows-1252, utf-16le, shift_jis; all are labels as well."""
    found = codecs.lookup(codec_name).name
    if found in _NAMES:
        return _NAMES[found]
    if found.startswith("cp12") or found == "cp874":
        return found.replace("cp", "windows-")
    return found.replace("iso8859", "iso-8859")
