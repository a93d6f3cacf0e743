"""Make text regular without moving a character, so that every offset stays true."""

import re
from bisect import bisect_right

_SAME = str.maketrans(
    dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f", " "
    )
    | dict.fromkeys("‘’‛ʼ′＇", "'")
    | dict.fromkeys("“”„‟″＂", '"')
    | dict.fromkeys("‐‑‒–−﹣－⁻", "-")
    | {chr(0xFF10 + d): str(d) for d in range(10)}
    | {"％": "%", "﹪": "%", "＄": "$", "￡": "£", "￥": "¥", "，": ",", "．": "."}
)
# Both begin with the characters they are about, and look back from there: so they are found without a try at each place.
_MONTH = "|".join(rf"(?<=\b{month}\.\n)" for month in "Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec".split())
_WRAP = re.compile(rf"\n(?:(?:(?<=[^\s.!?:;]\n)|(?<=[^\s.!?:;][ ]\n))(?=[a-z0-9$€£¥₹(])|(?:{_MONTH})(?=[0-9]))")
_SENTENCE_END = re.compile(r"""[.!?\n](?:(?<!\n)["')\]]*(?=\s+["'(\[]?[A-Z0-9$€£])|(?<=\n)(?=\s*\S))""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Gov|Sen|Rep|Sgt|Lt|Col|Capt|Rev|Hon|St|Mt|Ft|Jr|Sr|No|Nos|vs|Co|Corp|Inc|Ltd"
    r"|Bros|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|Calif|Mass|Conn"
    r"|Rs|approx|est|etc|Fig|al|Art|Sec|Ste|Dept|Univ|Assn)|\b[A-Za-z](?:\.[A-Za-z])+)$"
)
_FINAL = re.compile(r"(?:Co|Corp|Inc|Ltd|[a-z]\.m|[A-Z]\.[A-Z]|etc|Jr|Sr)$")
_STARTER = re.compile(r"\s+[\"']?(?:The|A|An|In|On|At|It|He|She|They|We|But|And|For|This|That|By|As|His|Its|However)\s")


def clean(text: str) -> str:
    """Return the text with one kind of space, quote and dash, and line wraps as spaces; same length, same offsets.

    Em dashes stay (they never join a range); a line break stays unless the next line plainly goes on.
    """
    return _WRAP.sub(" ", text.translate(_SAME))


def sentence_starts(text: str) -> list[int]:
    """Return where each sentence of a cleaned text starts: sorted, the first 0."""
    starts = [0]
    for m in _SENTENCE_END.finditer(text):
        if text[m.start()] == "." and _goes_on(text, m):
            continue
        start = m.end()
        while start < len(text) and text[start].isspace():
            start += 1
        if starts[-1] < start < len(text):
            starts.append(start)
    return starts


def _goes_on(text: str, m: re.Match[str]) -> bool:
    """Tell whether the full stop ends an abbreviation rather than a sentence."""
    before = text[max(0, m.start() - 12) : m.start()]
    if not _ABBREVIATION.search(before):
        return False
    return not (_FINAL.search(before) and _STARTER.match(text, m.end()))


def sentence_bounds(starts: list[int], text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence around a span; where a span crosses sentences, of all it touches."""
    first = bisect_right(starts, start) - 1
    last = bisect_right(starts, end - 1)
    stop = starts[last] if last < len(starts) else len(text)
    return starts[first], max(end, starts[first] + len(text[starts[first] : stop].rstrip()))
