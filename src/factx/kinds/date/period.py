"""The grammar of whole periods a part is taken of: May 2021, last month, the year, the 1990s, the 19th century."""

import re

from factx.kinds.date.expressions import Expression, Fixed, PartOf, Shift, Then, Yearless
from factx.kinds.date.words import MONTH, TURNS, YEAR, full_year, month_of

WHOLE = rf"""(?:
    (?P<m>{MONTH})(?:,?\s(?:of\s|in\s)?(?P<my>{YEAR})|\s(?P<mt>last|this|next)\syear)?          # May, May 2021
    |(?P<near>last|this|next|that|the(?:\s(?:current|previous|following|next))?)\s
        (?:(?:fiscal|financial|calendar)\s)?(?P<nu>month|year|decade|century)              # the fiscal year
    |(?:the\s)?(?:fiscal\s)?(?P<wy>{YEAR})(?!')                                            # 2021
    |(?-i:FY)\s?'?(?P<wf>{YEAR}|[0-9]{{2}})(?![0-9/-])                                       # FY24
    |(?:the\s)?(?P<wc>1[0-9]|2[0-2])(?:st|nd|rd|th)[\s-]century                            # the 19th century
    |(?:the\s)?(?P<wd>(?:1[5-9]|20)[0-9]0)'?s                                              # the 1990s
)(?![\w-])"""


def whole_of(m: re.Match[str]) -> Expression:
    """Return the period that a match of WHOLE names."""
    if m["wc"]:
        return Fixed(f"{int(m['wc']) - 1:02d}XX")
    if m["wf"]:
        return Fixed(str(full_year(m["wf"], None)))
    if m["wd"] or m["wy"]:
        return Fixed(decade_of(m["wd"]) if m["wd"] else m["wy"])
    if m["nu"]:
        near = m["near"].lower().removeprefix("the ")
        if near in {"that", "previous", "following"}:
            return Then(m["nu"].lower(), TURNS.get(near, 0), like=False)
        return Shift(m["nu"].lower(), TURNS.get(near, 0))
    part = f"{month_of(m['m']):02d}"
    if m["my"]:
        return Fixed(f"{m['my']}-{part}")
    return PartOf(part, Shift("year", TURNS[m["mt"].lower()])) if m["mt"] else Yearless(part)


def reports_months(before: str, after: str) -> bool:
    """Tell whether "the nine months" between two pieces of text are a report's: For the nine months, it earned."""
    return bool(_FOR_THE.search(before) and _REPORTED.match(after))


_FOR_THE = re.compile(r"(?:\b(?:For|In)|\b[Ll]atest)\s\Z")
_REPORTED = re.compile(r"[,.]|\s(?:was|were|rose|fell)\b")


def decade_of(digits: str) -> str:
    """Return the value of the years named by their first one: 1990 is 199X; 1800 the century 18XX, 2000 the decade."""
    return f"{digits[:2]}XX" if digits.endswith("00") and digits < "2000" else f"{digits[:3]}X"
