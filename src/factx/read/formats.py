"""The format of a file: recognised by its first bytes, else by its suffix."""

import re
from pathlib import PurePath

SUFFIXES = {
    ".txt": "text", ".html": "html", ".htm": "html", ".json": "json", ".jsonl": "lines", ".ndjson": "lines", ".jl": "lines", ".ldjson": "lines", ".jsonlines": "lines", ".csv": "csv",
    ".tsv": "tsv", ".tab": "tsv", ".psv": "csv", ".parquet": "parquet", ".parq": "parquet", ".pq": "parquet", ".arrow": "arrow", ".arrows": "arrow", ".ipc": "arrow", ".feather": "arrow", ".pdf": "pdf", ".warc": "warc",
    ".gz": "gz", ".zst": "zst", ".zip": "zip", ".tar": "tar", ".tgz": "gz",
    ".text": "text", ".xhtml": "html", ".md": "markdown", ".markdown": "markdown", ".docx": "docx", ".docm": "docx", ".epub": "epub",
    ".eml": "mail", ".mbox": "mbox", ".mht": "mhtml", ".mhtml": "mhtml", ".xml": "xml", ".rss": "xml", ".atom": "xml", ".rdf": "xml",
    ".nitf": "xml", ".newsml": "xml", ".sgm": "sgml", ".sgml": "sgml", ".wet": "warc",
    ".bz2": "bz2", ".xz": "xz", ".tbz2": "bz2", ".tbz": "bz2", ".txz": "xz", ".shtml": "html", ".xht": "html", ".emlx": "mail",
}  # fmt: skip
_PACKED = {".gz", ".zst", ".bz2", ".xz"}
_TARS = {".tgz", ".tbz2", ".tbz", ".txz"}
_MAGIC = (
    (b"\x1f\x8b", "gz"), (b"\x28\xb5\x2f\xfd", "zst"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"%PDF-", "pdf"), (b"PAR1", "parquet"),
    (b"{\\rtf", "rtf"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"), (b"SQLite format 3\x00", "sqlite"),
    (b"ARROW1", "arrow"), (b"\xff\xff\xff\xff", "arrow"), (b"FEA1", "feather"), (b"Obj\x01", "avro"), (b"ORC", "orc"), (b"WARC/", "warc"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "xz"),
    (b"<SEC-DOCUMENT>", "edgar"), (b"<SUBMISSION>", "edgar"), (b"<IMS-DOCUMENT>", "edgar"),
    (b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----", "edgar"), (b"filedesc:", "arc"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x9d", "Z"), (b"\x04\x22\x4d\x18", "lz4"), (b"LZIP", "lzip"), (b"bplist00", "plist"),
)  # fmt: skip
NOT_READ = {  # known, and what to do with it
    "rtf": "Rich Text (RTF): save it as .docx or .txt",
    "ole": "a file of an old Word, Excel or Outlook, or a newer one under a password: save it as .docx, .csv or .eml without one",
    "sqlite": "a SQLite database: export its table as .csv",
    "odf": "OpenDocument: save it as .docx or .csv",
    "feather": "Feather as it was before Arrow: write it again as .parquet",
    "avro": "Avro: write it as .parquet or .jsonl",
    "orc": "ORC: write it as .parquet or .jsonl",
    "iwork": "a file of Apple's Pages, Numbers or Keynote: export it as .docx, .csv or .pdf",
    "mobi": "a book for the Kindle (Mobipocket): convert it to .epub",
    "arc": "ARC, the older web archive: convert it to WARC",
    "7z": "a 7-Zip archive: unpack it, or pack it as .zip",
    "rar": "a RAR archive: unpack it, or pack it as .zip",
    "Z": "packed with compress (.Z): unpack it, or pack it as .gz",
    "lz4": "packed with LZ4: unpack it, or pack it as .gz or .zst",
    "lzip": "packed with lzip: unpack it, or pack it as .xz",
    "plist": "a binary property list, such as Safari's .webarchive: save the page as .html",
    "gkg": "GDELT's knowledge graph: addresses and themes of articles, not their text: read the pages it names",
}
UNREAD = frozenset(  # suffixes of documents and archives; others in an archive are pictures, styles, code
    ".doc .dot .rtf .odt .ods .odp .xls .xlsx .xlsm .ppt .pptx .pages .numbers .key .msg .pst .wpd .wps .mobi .azw3 .djvu .7z .rar .z .lz4"
    " .lz .enex .arc .webarchive".split()
)
_PAGE = (b"<!doctype html", b"<html")
_REUTERS = (b"<!doctype lewis", b"<reuters ")
_XML = (b"<?xml", b"<rss", b"<feed", b"<rdf:rdf", b"<nitf", b"<newsml", b"<newsitem", b"<newsmessage")
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_RECORD = re.compile(rb'(?:\[\s*)?\{\s*"[^"\n]{1,80}"\s*:')  # the start of a JSON object, or of an array of them
_TAR, _MOBI = slice(257, 262), slice(60, 68)
_HEADER = re.compile(rb"([A-Za-z][A-Za-z-]{1,40}):[ \t]")
_MBOX = re.compile(rb"From \S[^\n]{0,200}\d{4}\r?\n>?[A-Za-z][A-Za-z-]*:")
_GKG = re.compile(rb"\d{14}-T?\d+\t\d{14}\t|GKGRECORDID\t|DATE\tNUMARTS\t")
_MAILED = {b"mime-version", b"message-id", b"received", b"return-path", b"delivered-to", b"content-transfer-encoding", b"newsgroups"}  # fmt: skip
_EMLX = re.compile(rb"\A\d{2,10}[ \t]*\r?\n(?=[A-Za-z])")  # Apple's mails begin with the count of their bytes
_QUERY = re.compile(
    r"(\.(?:s?html?|xhtml))[?@].*\Z", re.IGNORECASE | re.DOTALL
)  # index.html?id=3, as mirrors are saved
_OURS = {"docx", "epub"}  # zip files that are no archives
_TABLES = {"csv", "tsv", "lines", "json"}
_TOLD_OF_TABLES = {"html", "mail", "mbox", "xml", "sgml", "markdown"}  # a cell may begin like one of them


def sniff(head: bytes) -> str | None:
    """Return the format that the first bytes of a file tell, or None."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[_TAR] == b"ustar":
        return "tar"
    if head[_MOBI] == b"BOOKMOBI":
        return "mobi"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    first = start[:40].lower()
    for beginnings, name in ((_PAGE, "html"), (_REUTERS, "sgml"), (_XML, "xml"), ((b"{",), "lines")):
        if first.startswith(beginnings):
            return name
    if _GKG.match(head):
        return "gkg"
    if _RECORD.match(start):
        return "lines"
    return "mbox" if _MBOX.match(head) else "mail" if _mailed(_EMLX.sub(b"", start, count=1)) else None


def zipped(names: set[str]) -> str | None:
    """Return what a zip file is by the names of its members, None for an archive."""
    if "META-INF/container.xml" in names:
        return "epub"
    if "[Content_Types].xml" in names and any(name.startswith(("word/", "xl/", "ppt/")) for name in names):
        return "docx"
    if {"mimetype", "content.xml"} <= names:
        return "odf"
    return "iwork" if any(name.endswith(".iwa") for name in names) else None


def _mailed(head: bytes) -> bool:
    """Return whether a text begins as a mail does: with headers alone, one of them such as no article has."""
    names: set[bytes] = set()
    for line in head.splitlines()[:-1] or [head]:
        m = _HEADER.match(line)
        if m:
            names.add(m[1].lower())
        elif not line.strip() or not line.startswith((b" ", b"\t")):
            break
    return bool(names & _MAILED) and (len(names) > 2 or bool(names & {b"received", b"return-path", b"delivered-to"}))


def format_of(filename: str, head: bytes) -> str | None:
    """Return a file's format by its first bytes, else by its suffix; None where neither is known."""
    told, named = sniff(head), SUFFIXES.get(suffix(filename))
    if told == "lines" and named in {"text", "csv", "tsv"} and _RECORD.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")):
        return told
    if named is None:
        return told
    if (
        told in {None, "lines"}
        or (told in _TOLD_OF_TABLES and named in _TABLES)
        or (told == "xml" and named == "html" and not _FEED.search(head))
    ):
        return named
    ours = (told == "zip" and named in _OURS) or (told == "mail" and named == "mhtml")
    return named if ours else told


def known(filename: str) -> bool:
    """Tell whether a file's suffix is one of ours; of packed files, also the suffix below."""
    found, stem = suffix(filename), PurePath(filename).stem
    return found in SUFFIXES and (found not in _PACKED or known(stem) or not suffix(stem))


def suffix(filename: str) -> str:
    """Return a file's suffix in lower case; that of a year or a version, news.2021 and v1.2, is none."""
    found = PurePath(_QUERY.sub(r"\1", filename)).suffix.lower()
    return found if any(c.isalpha() for c in found) else ""


def bare(filename: str) -> str:
    """Return a file's name without its suffix, nor those below a packed one."""
    path = PurePath(filename)
    if _QUERY.search(filename):
        return filename
    return bare(path.stem) if path.suffix.lower() in _PACKED and known(path.stem) else path.stem


def unpacked(filename: str) -> str:
    """Return the name of what a packed file holds: a.tar.gz and a.tgz hold a.tar."""
    path = PurePath(filename)
    return f"{path.stem}.tar" if path.suffix.lower() in _TARS else path.stem
