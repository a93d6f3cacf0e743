"""Make text regular and mend broken words without moving a character, so that every offset stays true."""

import re
from bisect import bisect_right
from decimal import Decimal

from factx.rules.number import SCALES, TENS, UNITS
from factx.rules.pattern import any_of

_SAME = str.maketrans(
    {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}  # full-width letters, digits and signs
    | dict.fromkeys(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f", " "
    )
    | dict.fromkeys("‘’‛ʼ′＇", "'")
    | dict.fromkeys("“”„‟″＂", '"')
    | dict.fromkeys("‐‑‒–−﹣－⁻", "-")
    | {"﹪": "%", "﹩": "$", "￡": "£", "￥": "¥", "￦": "₩", "￠": "¢"}
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WITH_INVISIBLE = re.compile(
    rf"[{_INVISIBLE}]+(?:\w+[{_INVISIBLE}][\w{_INVISIBLE}]*)?|(?<!\w)\w+[{_INVISIBLE}][\w{_INVISIBLE}]*"
)
_NO_INVISIBLE = str.maketrans("", "", _INVISIBLE)
_IRREGULAR = re.compile(f"[{re.escape(''.join(map(chr, _SAME)))}]+")  # found faster than all others are looked up
# Words that a line's end may break; behind the first the blanks stand behind, behind the others before: in   September 2020.
_UNITS = {*SCALES, *UNITS, *TENS} | set(
    "percent dollars dollar euros euro pounds pound yuan rupees rupee pesos peso francs franc kroner kronor dinars"
    " renminbi roubles rubles ringgit rupiah sterling cents pence".split()
)
_DAYS = set(
    "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
_BREAKS = (
    "-\n",
    "- \n",
    "\u00ad\n",
    "\u00ad \n",
)  # few texts have one, and a look for it is faster than a try at each word
_BROKEN = re.compile(r"(?<!\w)(?P<head>[A-Za-z]{1,12})[-\u00ad][ ]?\n[ ]{0,2}(?P<tail>[a-z]{1,12})(?![\w-])")
_COUNTED = UNITS.keys() | TENS.keys() | {"half", "quarter", "third", "hundred"}
_LIGATED = {"ﬁve": Decimal(5), "ﬁfteen": Decimal(15), "ﬁfty": Decimal(50)}
_TENS = TENS | {"ﬁfty": Decimal(50)}
_LIGATURE = re.compile(
    rf"(?<!\w)(?:(?P<tens>{any_of(TENS)}|ﬁfty)-)?(?P<word>{any_of(_LIGATED)}|ﬁrst|ﬁfth)(?![\w])", re.IGNORECASE
)
# Both begin with the characters they are about, and look back from there: so they are found without a try at each place.
_MONTH = "|".join(rf"(?<=\b{month}\.\n)" for month in "Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec".split())
_WRAP = re.compile(
    rf"\n(?:(?:(?<=[^\s.!?:;]\n)|(?<=[^\s.!?:;][ ]\n))(?=[a-z0-9$€£¥₹(]|[ ]{{1,8}}[a-z])|(?:{_MONTH})(?=[0-9]))"
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
        [$€£¥₹]? [0-9][0-9.,]{{0,20}} {_GAP} (?:(?:hundred|thousand|million|billion|trillion|mln|bln) {_GAP})?
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


def clean(text: str) -> str:
    """Return the text with one kind of space, quote and dash, and line wraps as spaces; same length, same offsets.

    Em dashes stay (they never join a range); a line break stays unless the next line plainly goes on. A word that a
    hyphen, a ligature or an invisible character breaks is mended, with blanks beside it for what that leaves over; so is a
    number or a date whose words stand apart.
    """
    text = text.translate(_SAME) if text.isascii() else _IRREGULAR.sub(_regular, text)
    if any(each in text for each in ("  ", " \n", "\n ")):
        text = _SPREAD.sub(_together, text)
    if any(each in text for each in _BREAKS):
        text = _BROKEN.sub(_joined, text)
    if "ﬁ" in text:
        text = _LIGATURE.sub(_spelt, text)
    if any(mark in text for mark in _INVISIBLE):
        text = _WITH_INVISIBLE.sub(_visible, text)
    return _WRAP.sub(" ", text)


def _together(m: re.Match[str]) -> str:
    return " ".join(m[0].split()).rjust(len(m[0]))


def _regular(m: re.Match[str]) -> str:
    return m[0].translate(_SAME)


def _joined(m: re.Match[str]) -> str:
    """Return a word broken at a line's end in one piece: billion, three-year; as it was where it is no word of facts."""
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
    """Return a word without invisible characters, the blanks behind it."""
    word = m[0].lstrip(_INVISIBLE)
    return word.translate(_NO_INVISIBLE).ljust(len(word)).rjust(len(m[0]))


def original_span(cleaned: str, original: str, start: int, end: int) -> tuple[int, int]:
    """Return a span of the cleaned text with the letters that mending a word moved: all of "bil-lion" for "billion"."""
    while end < len(original) and cleaned[end] == " " and not _blank(original[end]):
        end += 1
    if start < len(original) and cleaned[start] != original[start].translate(_SAME):  # it stood further to the left
        first = len(cleaned[:start].rstrip(" "))
        return next((n for n in range(first, start) if not _blank(original[n])), start), end
    while start > 0 and cleaned[start - 1] == " " and not _blank(original[start - 1]):
        start -= 1
    return start, end


def _blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE


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
