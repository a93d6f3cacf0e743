"""The format of a file: recognised by its first bytes, else by its suffix."""

import re
from pathlib import PurePath

SUFFIXES = {
    ".txt": "text", ".html": "html", ".htm": "html", ".json": "json", ".jsonl": "lines", ".ndjson": "lines", ".csv": "csv",
    ".tsv": "tsv", ".parquet": "parquet", ".arrow": "arrow", ".feather": "arrow", ".pdf": "pdf", ".warc": "warc",
    ".gz": "gz", ".zst": "zst", ".zip": "zip", ".tar": "tar", ".tgz": "gz",
}  # fmt: skip
_PACKED = {".gz", ".zst"}
_MAGIC = (
    (b"\x1f\x8b", "gz"), (b"\x28\xb5\x2f\xfd", "zst"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"%PDF-", "pdf"), (b"PAR1", "parquet"),
    (b"ARROW1", "arrow"), (b"WARC/", "warc"),
)  # fmt: skip
_PAGE = (b"<!doctype html", b"<html")
_RECORD = re.compile(rb'(?:\[\s*)?\{\s*"[^"\n]{1,80}"\s*:')  # the start of a JSON object, or of an array of them
_TAR = slice(257, 262)


def sniff(head: bytes) -> str | None:
    """Return the format that the first bytes of a file tell, or None."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[_TAR] == b"ustar":
        return "tar"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:20].lower().startswith(_PAGE):
        return "html"
    return "lines" if start.startswith(b"{") or _RECORD.match(start) else None


def format_of(filename: str, head: bytes) -> str | None:
    """Return a file's format by its first bytes, else by its suffix; None where neither is known."""
    told, named = sniff(head), SUFFIXES.get(PurePath(filename).suffix.lower())
    if told == "lines" and named in {"text", "csv", "tsv"} and _RECORD.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")):
        return told
    if named is None or (told not in {None, "lines"} and not (told == "html" and named in {"csv", "tsv", "lines"})):
        return told
    return named


def known(filename: str) -> bool:
    """Tell whether a file's suffix is one of ours; of packed files, also the suffix below."""
    path = PurePath(filename)
    if path.suffix.lower() not in SUFFIXES:
        return False
    return path.suffix.lower() not in _PACKED or known(path.stem) or not PurePath(path.stem).suffix


def bare(filename: str) -> str:
    """Return a file's name without its suffix, nor those below a packed one."""
    path = PurePath(filename)
    return bare(path.stem) if path.suffix.lower() in _PACKED and known(path.stem) else path.stem


def unpacked(filename: str) -> str:
    """Return the name of what a packed file holds: a.tar.gz and a.tgz hold a.tar."""
    path = PurePath(filename)
    return f"{path.stem}.tar" if path.suffix.lower() == ".tgz" else path.stem
