"""JSON values cut out of a stream: of arrays, one after another, pretty-printed or a line each, whatever the file's size."""

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from factx.read.decode import faults, line_encoding
from factx.read.options import ReadOptions

_PIECE = 1 << 16
_SEPARATOR = b"\x1e"
_WORD = 4096
_AHEAD = 64  # bytes behind a line's end that tell whether a record begins there
_PLAIN = re.compile(
    rb"//[^\n]*|/\*[^*]{0,300}\*/|(?<![^\n])#[^\n]*"  # comments
    rb'|[{}\[\]"]|[^\s,{}\[\]":/]+|/|\n(?=\s{0,30}\{\s{0,30}")'
)
_STRING = re.compile(rb'["\\]|\n(?=\s{0,30}\{\s{0,30}")')


class Value(NamedTuple):
    """A value's bytes, whether all are there (False: over the limit, its start only), and whether an array holds it."""

    data: bytes
    whole: bool
    listed: bool


def pieces(stream: IO[bytes], head: bytes, options: ReadOptions) -> Iterator[bytes]:
    """Yield the bytes of a stream some at a time, in UTF-8 where they are in an encoding that is not one of bytes."""
    encoding = line_encoding(head, options.encoding)
    decoder = codecs.getincrementaldecoder(encoding)(faults(encoding)) if encoding else None
    first = True
    while data := stream.read(_PIECE):
        data = data.replace(_SEPARATOR, b" ")  # RFC 7464
        if decoder:
            data = decoder.decode(data).encode("utf8", "surrogatepass")
        yield data.removeprefix(codecs.BOM_UTF8) if first else data
        first = False


def values(data: Iterable[bytes], limit: int) -> Iterator[Value]:
    """Yield the values at the top of a stream and in the arrays there; one that is broken ends where the next line begins one."""
    cutter = _Cutter(limit)
    for piece in data:
        yield from cutter.feed(piece, last=False)
    yield from cutter.feed(b"", last=True)
    yield from cutter.rest()


class _Cutter:
    """Counts brackets outside of strings; nothing is parsed here."""

    def __init__(self, limit: int) -> None:
        self.limit, self.buffer, self.at = limit, b"", 0
        self.start = -1  # of the value in hand; -1: none
        self.depth = self.base = 0
        self.string = self.dropped = False
        self.begun = b""  # of a value over the limit
        self.seen = False  # any bracket or string: what comes before is no JSON (var articles =, callback()

    def feed(self, piece: bytes, *, last: bool) -> Iterator[Value]:
        """Yield the values that a piece completes."""
        self.buffer += piece
        end = len(self.buffer) if last else len(self.buffer) - _AHEAD
        while self.at < end:
            m = (_STRING if self.string else _PLAIN).search(self.buffer, self.at)
            if m is None or (m.end() >= end and not last):
                at = max(self.at, min(m.start() if m else end, end))
                if end - at > _WORD:  # no number or word of JSON is so long: it is not looked for from its start again
                    self.start, at = at if self.start < 0 else self.start, end
                self.at = at
                break
            self.at = m.end()
            if found := self._token(m[0], m.start()):
                yield found
        self._forget()

    def _token(self, token: bytes, where: int) -> Value | None:
        if token == b"\n":
            return self._resume(where)
        if self.string:
            return self._in_string(token)
        if token[:2] in {b"//", b"/*"} or token[:1] == b"#" or self._is_wrapping(token):
            return None
        self.seen = True
        if token in b"{[":
            self._open(token, where)
            return None
        if token in b"}]":
            return self._close()
        if self.start < 0:
            self.start = where
            if token != b'"':
                return self._done()
        self.string = token == b'"'
        return None

    def _is_wrapping(self, token: bytes) -> bool:
        """Return whether a token is of a script around the values: before the first, or a bracket or semicolon behind one."""
        alone = self.start < 0 and self.depth == self.base == 0 and token not in {b"{", b"[", b'"'}
        return alone and (not self.seen or not token.strip(b"();]}"))

    def _in_string(self, token: bytes) -> Value | None:
        if token == b"\\":
            self.at += 1
            return None
        self.string = False
        return self._done() if self.depth == self.base else None

    def _open(self, token: bytes, where: int) -> None:
        if token == b"[" and self.depth == self.base == 0:
            self.depth = self.base = 1
            return
        if self.start < 0:
            self.start = where
        self.depth += 1

    def _close(self) -> Value | None:
        self.depth = max(0, self.depth - 1)
        if self.depth < self.base:
            self.base = 0
            return None
        return self._done() if self.depth == self.base and self.start >= 0 else None

    def _resume(self, where: int) -> Value | None:
        """Return the broken value in hand where a line begins another: in a string, or where no value may follow."""
        if self.start < 0 or self.depth <= self.base or (not self.string and self._goes_on(where)):
            return None
        self.string, self.depth, self.at = False, self.base, where
        return self._done()

    def _goes_on(self, where: int) -> bool:
        """Tell whether a value may follow what stands before a place, of which no more is looked at than it takes."""
        start, width = where, 64
        while start > max(self.start, 0):
            start, width = max(self.start, 0, where - width), 4 * width
            if before := self.buffer[start:where].rstrip()[-1:]:
                return before in b"[,:{"
        return True

    def _done(self) -> Value:
        data = self.begun if self.dropped else self.buffer[self.start : self.at]
        value = Value(data, not self.dropped and len(data) <= self.limit, bool(self.base))
        self.start, self.dropped, self.begun = -1, False, b""
        return value

    def _forget(self) -> None:
        """Drop what is behind, and what is over the limit."""
        if self.start >= 0 and self.at - self.start > self.limit:
            self.begun = self.begun or self.buffer[self.start : self.start + 80]
            self.dropped, self.start = True, self.at
        kept = self.start if self.start >= 0 else self.at
        self.buffer, self.at = self.buffer[kept:], self.at - kept
        self.start = 0 if self.start >= 0 else -1

    def rest(self) -> Iterator[Value]:
        """Yield what is left of a file that breaks off: a value for each line that begins one."""
        if self.dropped:
            yield Value(self.begun, whole=False, listed=bool(self.base))
        elif self.start >= 0:
            for part in re.split(rb',?\s*\n(?=\{\s*")', self.buffer[self.start :].rstrip()):
                yield Value(part, len(part) <= self.limit, bool(self.base))
