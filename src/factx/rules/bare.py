"""Whether a number without a unit may take that of its neighbour, by the words before and after it."""

import re

from factx.rules.pattern import any_of

# What is counted off, not measured: page 12, chapter 3, aged 30.
_LABELS = any_of(
    "page pages chapter chapters section sections article articles paragraph line lines room rooms flight flights route gate"
    " highway number numbers no. nos. phase stage level levels channel week day round grade class table figure fig. item items"
    " step part version model type group aged age ages scored ranked question vol. volume issue act scene verse seat apartment"
    " district ward bus train unit".split()
)
# Capitalised words that no number belongs to: they begin a sentence.
_OPENERS = any_of(
    "A An About After Almost Another Around As At Below Between But By Each Every For From If Its Just Nearly Of On Only Or Our"
    " Over Roughly Since Some That The Their Then They This To Under Until Up With While And Losses Gains Prices Rates".split()
)
_LABEL = re.compile(
    rf"""(?:
        (?i:\b{_LABELS})\s
      | \b (?!{_OPENERS}\s) [A-Z][\w&.'/-]{{0,20}}\s       # Boeing 737, S&P 500, April 2
      | [#№]\s?
    )\Z""",
    re.VERBOSE,
)
_FUNCTION_WORDS = any_of(
    "a an the this last next in at on for from to by with as and or but when while after before because since during per each"
    " apiece respectively earlier ago previously is was were are had has have would will compared versus vs against until"
    " through if that which it he she they we seen expected forecast estimated".split()
)
_ALONE = re.compile(
    rf"""
    \s*\Z | \s?[.,;:!?)\]"'] | \s[-—]\s
  | \s{_FUNCTION_WORDS}(?!\w)
  | \sof\s(?:which|that|it|them)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_label(text: str, start: int) -> bool:
    """Tell whether a number at a place belongs to a name or a word that counts off: Boeing 737, page 12, April 2."""
    return _LABEL.search(text, max(0, start - 24), start) is not None


def follows_alone(text: str, end: int) -> bool:
    """Tell whether nothing counted follows a number: 2.9 billion a year ago; not 28 million units."""
    return _ALONE.match(text, end) is not None
