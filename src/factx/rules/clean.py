"""Make text regular and mend broken words without moving a character, so that every offset stays true."""

import re
from bisect import bisect_right
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from factx.rules.number import SCALES, TENS, UNITS
from factx.rules.pattern import any_of

_ZEROS = "\u0660\u06f0\u0966\u09e6\u0a66\u0ae6\u0be6\u0c66\u0ce6\u0d66\u0e50\U0001d7ce\U0001d7d8\U0001d7e2\U0001d7ec\U0001d7f6"
_SAME = str.maketrans(
    {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5E)}  # full-width letters, digits and signs
    | {chr(ord(zero) + n): str(n) for zero in _ZEROS for n in range(10)}  # Arabic-Indic, Devanagari, bold…
    | {chr(code): " " for code in (*range(9), *range(14, 32), 127, *range(128, 160))}
    | dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u2800\u3000\u3164\t\v\f",
        " ",
    )
    | dict.fromkeys("\u0085\u2028\u2029", "\n")
    | dict.fromkeys("‘’‛ʼ′＇\u0091\u0092", "'")
    | dict.fromkeys("“”„‟″＂\u0093\u0094", '"')
    | dict.fromkeys("‐‑‒–−﹣－⁻₋˗➖⁃\u0096", "-")  # those below U+00A0 are windows-1252 that was read as latin-1
    | dict.fromkeys("～〜∼⁓", "~")
    | {"﹪": "%", "٪": "%", "﹩": "$", "￡": "£", "￥": "¥", "￦": "₩", "￠": "¢", "\u0080": "€", "\u0097": "—"}
    | {"⁄": "/", "∕": "/", "٫": ".", "٬": ","}
)
_INVISIBLE = (
    r"\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    r"\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef"
)
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_WITH_HIDDEN = re.compile(rf"(?<!\S)[^\s{_INVISIBLE}]*+[{_INVISIBLE}]\S*")
_IRREGULAR = re.compile(f"[{re.escape(''.join(map(chr, _SAME)))}]+")  # found faster than all others are looked up
# Words that a line's end may break; behind the first the blanks stand behind, behind the others before: in   September 2020.
_UNITS = {*SCALES, *UNITS, *TENS} | set(
    "percent dollars dollar euros euro pounds pound yuan rupees rupee pesos peso francs franc kroner kronor dinars"
    " renminbi roubles rubles ringgit rupiah sterling cents pence".split()
)
_DAYS = set(
    "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
_BREAK = re.compile(
    r"[-\u00ad\u00ac](?: ?\n|(?<=-)-)"
)  # few texts have one, and a look for it is faster than a try at each word
_BROKEN = re.compile(
    r"(?<!\w)(?P<head>[A-Za-z]{1,12})[-\u00ad\u00ac][ ]?\n[ ]{0,12}(?P<tail>[a-z]{1,12})(?![\w-])"
    r"|(?<=[0-9])(?:-[ ]?\n[ ]{0,12}|(?<![0-9]{4})--)(?P<to>[$€£¥]?[0-9][0-9.,]{0,12})"
)
# Marks of footnotes: million¹, million1, percent[2], [citation needed]; not m², 10⁶.
_RAISED = "¹²³⁰⁴-⁹"
_NOTE = re.compile(
    rf"""[\[{_RAISED}1-9] (?:
        (?<=\[) (?:(?<=[^\W\d_]{{3}}.) | (?<=[0-9%.,;:!?)"'\]].) | (?<=\b[bmt]n.))
        (?:[0-9]{{1,3}} | [a-z] | note\s[0-9]{{1,2}} | citation\sneeded) \]
      | (?<=[{_RAISED}]) (?:(?<=[^\W\d_]{{3}}.) | (?<=[%.,;:!?)"'].) | (?<=\b[bmt]n.)) [{_RAISED}]{{0,2}} (?!\w)
      | (?<=[0-9][{_RAISED}]) (?=\s?(?:million|billion|trillion|percent|per\scent|%))
      | (?<=[nts][1-9]) (?:(?<=illion.) | (?<=percent.) | (?<=per\scent.) | (?<=dollars.) | (?<=euros.))
        [0-9]? (?! [\w-] | [.,][0-9])
    )""",
    re.VERBOSE,
)
# Between digits: the decimal mark of £2·9bn, the range of 5~7, a character that is lost, of which nobody knows what it was.
_BETWEEN = re.compile(
    r"""[·∙~\ufffd—] (?:
        (?<=[0-9].) (?: (?<=[·∙\ufffd])(?=[0-9]) | (?:(?<=~) | (?<=—)(?<![0-9]{4}—))(?=[$€£¥]?[0-9]) )
      | (?<=%~)(?=[0-9]) | (?<=[0-9$€£%]\ufffd) | (?<=\ufffd)(?=[0-9$€£])
    )""",
    re.VERBOSE,
)
_MEANT = {"·": ".", "∙": ".", "~": "-", "—": "-"}
_QUOTED = re.compile(r"(?<=\n)>[> ]{0,8}")  # what mails quote
_COUNTED = UNITS.keys() | TENS.keys() | {"half", "quarter", "third", "hundred"}
_LIGATED = {"ﬁve": Decimal(5), "ﬁfteen": Decimal(15), "ﬁfty": Decimal(50)}
_TENS = TENS | {"ﬁfty": Decimal(50)}
_LIGATURE = re.compile(
    rf"(?<!\w)(?:(?P<tens>{any_of(TENS)}|ﬁfty)-)?(?P<word>{any_of(_LIGATED)}|ﬁrst|ﬁfth)(?![\w])", re.IGNORECASE
)
# Both begin with the characters they are about, and look back from there: so they are found without a try at each place.
_MONTH = "|".join(rf"(?<=\b{month}\.\n)" for month in "Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec".split())
_WRAP = re.compile(
    rf"\n(?:(?:(?<=[^\s.!?:;]\n)|(?<=[^\s.!?:;][ ]\n))(?=[a-z0-9$€£¥₹%(]|[ ]{{1,8}}[a-z])|(?:{_MONTH})(?=[0-9]))"
)
# Numbers and dates with more than a blank between their words, as in justified lines; what stands last keeps its place.
_GAP, _MONTHS = (
    r"(?:[ ]{1,8}|[ ]{0,3}\n[ ]{0,8})",
    "January February March April May June July August September October November December".split(),
)
_DAY_MONTH = (
    rf"(?:{any_of([*_MONTHS, 'Jan.', 'Feb.', 'Mar.', 'Apr.', 'Aug.', 'Sept.', 'Sep.', 'Oct.', 'Nov.', 'Dec.'])})"
)
_COUNTABLE = _UNITS | set("pct mln bln point points year years month months week weeks day days hour hours".split())
_SPREAD = re.compile(
    rf"""(?<![^\s($"']) (?:
        -? (?:[$€£¥₹]?[0-9][0-9.,]{{0,15}}-)? [$€£¥₹]?[0-9][0-9.,]{{0,20}} {_GAP}
        (?:(?:hundred|thousand|million|billion|trillion|mln|bln) {_GAP})?
        (?:per{_GAP}cent|percentage{_GAP}points?|basis{_GAP}points?|{any_of(_COUNTABLE)})
      | {_DAY_MONTH} {_GAP} [0-9]{{1,2}} (?:,{_GAP} (?:19|20)[0-9]{{2}})?
      | [0-9]{{1,2}} {_GAP} {_DAY_MONTH} (?:{_GAP} (?:19|20)[0-9]{{2}})?
      | {_DAY_MONTH} {_GAP} (?:19|20)[0-9]{{2}}
      | (?:first|second|third|fourth) {_GAP} (?:quarter|half) (?:{_GAP} of {_GAP} (?:19|20)[0-9]{{2}})?
      | (?:last|next|this|past|previous) {_GAP} (?:week|month|quarter|year|{any_of(_MONTHS)})
    ) (?![\w])""",
    re.VERBOSE,
)
# A line's end takes in all that is blank behind it: each of a thousand line ends on end would look past the others.
_SENTENCE_END = re.compile(r"""[.!?\n](?:(?<!\n)["')\]]*(?=\s+["'(\[]?[A-Z0-9$€£])|(?<=\n)\s*)""")
_ABBREVIATIONS = frozenset(
    "Mr Mrs Ms Dr Prof Gen Gov Sen Rep Sgt Lt Col Capt Rev Hon St Mt Ft Jr Sr No Nos vs Co Corp Inc Ltd Bros Jan Feb Mar Apr"
    " Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Calif Mass Conn Rs approx est etc Fig al"
    " Art Sec Ste Dept Univ Assn".split()
)
_ABBREVIATION = re.compile(rf"\b(?:[A-Za-z]|{any_of(_ABBREVIATIONS)}|[A-Za-z](?:\.[A-Za-z])+)$")
_FINAL = re.compile(r"(?:Co|Corp|Inc|Ltd|[a-z]\.m|[A-Z]\.[A-Z]|etc|Jr|Sr)$")
_STARTER = re.compile(r"\s+[\"']?(?:The|A|An|In|On|At|It|He|She|They|We|But|And|For|This|That|By|As|His|Its|However)\s")


class Cleaned(NamedTuple):
    """A text of the same length, and the places in it, in order, where letters moved within."""

    text: str
    moved: list[tuple[int, int]]


def clean(text: str) -> str:
    """Return the text with one kind of space, quote and dash, and line wraps as spaces; same length, same offsets.

    Em dashes stay, but between numbers that are no years; a line break stays unless the next line plainly goes on. A word that a
    hyphen, a ligature or an invisible character breaks is mended, with blanks beside it for what that leaves over; so is a
    number or a date whose words stand apart.
    """
    return cleaned(text).text


def cleaned(text: str) -> Cleaned:
    """Return what clean() does, and where it moved letters: places() says whereto."""
    moved: list[tuple[int, int]] = []

    def mended(pattern: re.Pattern[str], mend: Callable[[re.Match[str]], str], text: str) -> str:
        def noted(m: re.Match[str]) -> str:
            new = mend(m)
            if new != m[0]:
                moved.append(m.span())
            return new

        return pattern.sub(noted, text)

    text = text.translate(_SAME) if text.isascii() else _IRREGULAR.sub(_regular, text)
    if _BREAK.search(text):
        text = mended(_BROKEN, _joined, text)
    if not text.isascii():
        text = mended(_WITH_HIDDEN, _visible, text) if _HIDDEN.search(text) else text
        text = mended(_LIGATURE, _spelt, text) if "ﬁ" in text else text
    if "~" in text or not text.isascii():
        text = _BETWEEN.sub(_meant, text)
    text = _NOTE.sub(_blanks, text)
    text = _QUOTED.sub(_blanks, text) if text.count("\n>") > 1 else text
    if any(each in text for each in ("  ", " \n", "\n ")):
        text = mended(_SPREAD, _together, text)
    return Cleaned(_WRAP.sub(" ", text), _merged(moved))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _meant(m: re.Match[str]) -> str:
    """Return a decimal mark or a hyphen for what stands for one; a lost character is a blank, between digits what joins them."""
    if m[0] in _MEANT:
        return _MEANT[m[0]]
    around = m.string[max(0, m.start() - 1) : m.end() + 1]
    return "_" if len(around) == 3 and around[0].isdecimal() and around[2].isdecimal() else " "


def _blanks(m: re.Match[str]) -> str:
    return " " * len(m[0])


def _together(m: re.Match[str]) -> str:
    return " ".join(m[0].split()).rjust(len(m[0]))


def _regular(m: re.Match[str]) -> str:
    return m[0].translate(_SAME)


def _joined(m: re.Match[str]) -> str:
    """Return a word broken at a line's end in one piece: billion, three-year, a range; as it was where it is no word of facts."""
    if m["to"]:
        return f"-{m['to']}".ljust(len(m[0]))
    head, tail = m["head"], m["tail"]
    word = head + tail
    if word.lower() in _UNITS:
        return word.ljust(len(m[0]))
    if word.lower() in _DAYS:
        return word.rjust(len(m[0]))
    return f"{head}-{tail}".ljust(len(m[0])) if head.lower() in _COUNTED else m[0]


def _spelt(m: re.Match[str]) -> str:
    """Return a number word with a ligature in digits, the blanks before it: a ligature's two letters have no room."""
    word = m["word"].lower()
    if word in _LIGATED:
        tens = _TENS[m["tens"].lower()] if m["tens"] else Decimal(0)
        return str(tens + _LIGATED[word]).rjust(len(m[0]))
    return m[0] if m["tens"] else {"ﬁrst": "1st", "ﬁfth": "5th"}[word].rjust(len(m[0]))


def _visible(m: re.Match[str]) -> str:
    """Return what stands between blanks without invisible characters, the blanks behind it."""
    return without_hidden(m[0]).ljust(len(m[0]))


def without_hidden(text: str) -> str:
    """Return a text without the characters that nobody sees."""
    return text if text.isascii() else _HIDDEN.sub("", text)


def places(cleaned: str, original: str, moved: tuple[int, int]) -> dict[int, tuple[int, int]]:
    """Return where each character within a place that letters moved in stands in the original, by its offset.

    Of a word that was spelt out or lost its hyphen ("bil-lion" for "billion") each is the whole of it.
    """
    here = [n for n in range(*moved) if cleaned[n] != " "]
    there = [n for n in range(*moved) if not (original[n].isspace() or _HIDDEN.match(original[n]))]
    if len(here) == len(there):
        return {at: (place, place + 1) for at, place in zip(here, there, strict=True)}
    return dict.fromkeys(here, (there[0], there[-1] + 1)) if there else {}


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
    word = before[before.rfind(" ") + 1 :]
    if word.isalpha() and word.isascii():  # most words, told at once
        abbreviated = len(word) == 1 or word in _ABBREVIATIONS
    else:
        abbreviated = _ABBREVIATION.search(before) is not None
    if not abbreviated:
        return False
    return not (_FINAL.search(before) and _STARTER.match(text, m.end()))


def sentence_bounds(starts: list[int], text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence around a span; where a span crosses sentences, of all it touches."""
    first = bisect_right(starts, start) - 1
    last = bisect_right(starts, end - 1)
    return starts[first], max(end, sentence_end(starts, text, last))


def sentence_end(starts: list[int], text: str, number: int) -> int:
    """Return where the sentence before the one with a number ends, the blanks behind it left out."""
    begin = starts[number - 1] if number else 0
    stop = starts[number] if number < len(starts) else len(text)
    return begin + len(text[begin:stop].rstrip())
