"""Whether the words around a date look ahead, back, or tell nothing: news says so by its verbs and signal words."""

import re

_MODALS = r"will|won't|shall|would|could|might"
_PLANS = r"scheduled|(?<!-)expected|expects?|due|plans?|planned|planning|set\sto|to\sbe|is\sto|are\sto|going\sto|slated"
_AHEAD = re.compile(
    rf"\b(?:{_MODALS}|{_PLANS}|next|upcoming|forecasts?|effective|decided\sto|as\s(?:soon|early)\sas|agree[ds]?\sto|agreement\sto|ahead\sof|until|till)\b",
    re.IGNORECASE,
)
_SURELY = re.compile(
    r"\b(?:will|won't|shall|(?:would|could|might)(?!\snot\b)|scheduled|due|set\sto|is\sto|are\sto|to\sbe|going\sto|(?<!-)expected|expects?\sto|plans?\sto"
    r"|planned\s(?:to|for|an?|the)|planning\s(?:to|for|an?|the)|slated|as\s(?:soon|early)\sas|upcoming|ahead\sof|until|till)\b",
    re.IGNORECASE,
)
_STARTS = re.compile(  # the timetable present: starts in, opens on
    r"(?:\b(?:starts|begins|opens|ends|expires|closes|resumes|launches|kicks\soff|goes\son\ssale|takes\seffect|comes\sinto\s(?:force|effect))"
    r"|\bthe\s\w+\s(?:start|begin|open|end|resume))\s(?:on|in|from|at|by)?\s?(?:the\s)?(?:(?:early|late|mid|end\sof|start\sof|beginning\sof)[\s-])?\Z",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\b(?:neither|nor|no\sone|nobody|none)\b[^,;.]*\b(?:would|could|might)\b", re.IGNORECASE)
_WILL_AFTER = re.compile(r"[^.;]{0,40}?\b(?:will|shall)\b")
_PLANS_AFTER = re.compile(
    r",?\s(?:(?:the|its|their|a)\s)?(?:[\w'.-]+\s){0,5}?(?:will|shall|plans?\sto|is\sto|are\sto|is\s(?:due|set|scheduled|expected)\sto|are\s(?:due|set|scheduled|expected)\sto)\b"
)
_WAS = re.compile(r"\b(?:was|were|had|been)\s(?:\w+\s)?(?:expected|scheduled|due|planned|set|to\sbe)\b", re.IGNORECASE)
_BY_THEN = re.compile(
    r"\b(?:by|through|until|till)\s(?:the\s)?(?:(?:early|late|mid|end\sof|start\sof)[\s-])?\Z", re.IGNORECASE
)
_HAD = re.compile(r"\b(?:had|was|were)\b")
_IRREGULAR = (
    "was were had did fell rose began came went said took made met sold bought paid grew lost won held left got saw told gave led ran sent hit cut"
    " put set broke drew drove flew found fought became kept knew shot sank spoke spent stood struck taught threw wrote built dealt slid shut beat"
)
_PAST_VERB = (
    rf"(?:{'|'.join(_IRREGULAR.split())}|(?!need|feed|speed|exceed|proceed|succeed|indeed|hundred|united)[a-z]{{2,}}ed)"
)
_PAST_RIGHT_BEFORE = re.compile(
    r"\b(?:was|were)\b(?!\s(?:\w+\s)?(?:planned|planning|expected|scheduled|due|set|slated|to)\b)[^,;.]{0,40}\Z",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s(?:the\s)?(?:(?:early|late|mid|end\sof|start\sof|last)[\s-])?\Z", re.IGNORECASE)
_DONE = re.compile(  # shares issued July 1, the law signed in March
    rf"\b(?!scheduled|expected|planned|slated|delayed|postponed|extended|moved|needed|targeted|timed|destined|set|put|is|are|be)(?:{_PAST_VERB})\s"
    r"(?:(?:it|them|there|here|back|off|out|up|down)\s)?(?:on\s|in\s|at\s|over\s|during\s)?(?:the\s)?(?:(?:early|late|mid|end\sof|start\sof)[\s-])?\Z"
)
_FELL_AFTER = re.compile(rf",?\s(?:(?:the|its|a|an)\s)?(?:[\w'.-]+\s){{1,4}}?(?:had\s)?(?:{_PAST_VERB})\b")
_SAID = re.compile(r"[,;]|\b(?:said|says|told|announced|reported|added)\b")


def looks_ahead(before: str, after: str, *, close: bool) -> bool:
    """Tell whether the words of a sentence around a date speak of what is to come.

    `close`: only those of its own clause count, since "said on Friday that it will" is past.
    """
    if _SINCE.search(before):
        return False
    if _STARTS.search(before):
        return True
    if close:
        clause = _SAID.split(before)[-1]
        if _NEVER.search(before) or _WAS.search(clause):
            return False
        return bool(_SURELY.search(clause) or (_OPENS.fullmatch(before) and _PLANS_AFTER.match(after)))
    if _BY_THEN.search(before) and not _HAD.search(before) and not _FELL_AFTER.match(after):
        return True
    if _PAST_RIGHT_BEFORE.search(before) or (_DONE.search(before) and not re.search(r"\bbe\s\w+\s", before)):
        return False
    if _BY_THEN.search(before) and _FELL_AFTER.match(after):
        return False
    return bool(_AHEAD.search(before) or _WILL_AFTER.match(after))


_OPENS = re.compile(r"\W*(?:(?:On|Next|By|Early|Late|This)\s)?(?:on\s)?")


def looks_back(before: str) -> bool:
    """Tell whether the verb right before a date is past: opened on, was held in, since."""
    return bool(_SINCE.search(before) or _PAST_RIGHT_BEFORE.search(before) or _DONE.search(before))
