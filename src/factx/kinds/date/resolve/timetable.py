"""The present tense of timetables: the court meets Tuesday, talks resume on Monday, the bridge closes from Sunday."""

import re

_SINGULAR = (
    "meets votes hears releases publishes faces hosts plays visits travels arrives leaves departs returns resumes"
    " reconvenes convenes begins starts opens reopens closes ends expires enters goes comes heads flies holds addresses"
    " testifies appears launches debuts premieres airs runs turns becomes retires celebrates unveils speaks delivers"
    " presents concludes joins lands sits"
)
_PLURAL = (
    "meet|vote|resume|play|host|face|visit|travel|arrive|return|begin|start|reconvene|gather|depart|leave|head|hold"
    "|compete|end|expire"
)
_IRREGULAR = (
    "was were had did fell rose began came went said took made met sold bought paid grew lost won held left got saw"
    " told gave led ran sent hit cut put set broke drew drove flew found fought became kept knew shot sank spoke spent"
    " stood struck taught threw wrote built dealt slid shut beat"
)
PAST_VERB = rf"""(?:
    {"|".join(_IRREGULAR.split())}
    |(?!need|feed|speed|exceed|proceed|succeed|indeed|hundred|united)[a-z]{{2,}}ed
)"""
_VERBS = re.compile(
    rf"""\b(?:
        (?P<noun>  # two votes, after talks: a noun of the same form
            (?:after|of|the|an?|in|by|on|for|to|with|from|new|recent|several|some|many|more|two|three|four|five|six|no
              |their|his|her|its|these|those|all|both|any|first|last|free|state|[0-9]+)\s
            (?:{"|".join(_SINGULAR.split())}|{_PLURAL})
        )
        |(?P<now>
            (?!(?:goes|comes)\sback\sto\b)(?:{"|".join(_SINGULAR.split())})
            |takes?\s(?:place|effect)
            |reports\s(?:[\w-]+\s){{0,3}}(?:results|earnings|sales|figures|data)
            |(?:(?!(?:this|its|his|This|Its|His|was|has|is)\b)(?<!')\w{{2,}}s|they|we|people|children|(?:wo)?men
                |and(?:(?:\s[\w.-]+){{0,4}}\s[A-Z][\w.-]+)?)\s(?:{_PLURAL})
            |[A-Z][a-z]+\s(?:face|play|meet|tour)  # a team: Ireland tour Pakistan
            |(?:[Pp]olls|[Ss]hops|[Ss]tores|[Ss]chools|[Dd]oors|[Mm]arkets)\s(?:open|close)
        )
        |(?P<cause>after|since|following|because|amid)  # faces a trial after the crash on Monday
        |(?P<joint>and|but|which|who|that|then)
        |(?P<other>
            {PAST_VERB}|will|would|has|have
            |[a-z]+(?:aken|iven|itten|oken|[hr]own)|seen|heard|done|drawn|begun|born  # a poll taken on Sunday
        )
    )\b""",
    re.VERBOSE,
)
# One of these words is in whatever stands in the present of timetables: most clauses have none.
_PRESENT = frozenset(f"{_SINGULAR} {_PLURAL.replace('|', ' ')} take takes reports tour open close".split())
_WORD = re.compile(r"\w+")
_IS = re.compile(r"\b(?:is|are)\s(?:on\s|at\s\S+\s)?\Z")


def timetabled(clause: str, *, day: bool) -> bool:
    """Tell whether the last verb before a date stands in the present of timetables; of a weekday also is: is Saturday.

    A form that may be a noun is one behind a past verb: they counted the votes on Tuesday.
    """
    tells, past = False, False
    for m in () if _PRESENT.isdisjoint(_WORD.findall(clause)) else _VERBS.finditer(clause):
        if m["joint"]:
            past = False
        elif m["other"] or m["cause"]:
            tells, past = False, True
        elif m["now"]:
            tells = tells or not past or m["now"].startswith("and ")
    return tells or (day and bool(_IS.search(clause)))
