"""Lines of web pages and newsletters that are no article text: share buttons, cookie notices, subscriptions, bylines."""

import re

_LONG = 240  # characters of a line that is none of these, whatever it begins with
_WHOLE = re.compile(
    r"""(?:
    (?:share|save|print|email|tweet|comments?|like|pin|copy\slink|follow|subscribe|sign\s(?:in|up)|log\sin
    |menu|search|close|skip\sto\s\w+|advertisement|ad|sponsored|loading|whatsapp|facebook|twitter|linkedin
    |reddit|x|back\sto\stop|read\smore|show\smore|more|related|recommended|trending|most\s(?:read|popular))
    | share\s(?:this|on|via|with|the)\b.{0,60} | (?:share|tweet|email|save|print)\s(?:this|article
    |story)\b.{0,30}
    | \d{1,3}[\s-]min(?:ute)?s?\sread | (?:estimated\s)?reading\stime:?\s.{0,20} | \d{1,6}\s(?:comments?
    |shares?|views)
    | (?:view|open|read)\s(?:this\s(?:e-?mail|newsletter|message)\s|it\s)?(?:in|on)\s(?:your|a
    |the)\s(?:browser|web|app)\b.{0,30}
    | (?:all|some)\srights\sreserved | having\strouble\s(?:viewing|reading)\b.{0,80} | (?:photo|image
    |picture)\s(?:credit|by|courtesy)\b.{0,60}
    )[\s.!:|…»>→]*""",
    re.IGNORECASE | re.VERBOSE,
)
_BEGINS = re.compile(
    r"""(?:
    sign\sup\s(?:for|to|here|now|today)\b | subscribe\s(?:to|now|today|here|for)\b | (?:click|tap)\s(?:here
    |to|on|below)\b | unsubscribe\b
    | follow\s(?:us|@\w+|\w+\s\w+\son\s(?:twitter|facebook|x|instagram|linkedin))\b | like\sus\son\b
    | join\sour\b | download\sour\sapp\b
    | (?:this\s(?:site|website|page)|we|our\s(?:site|website))\s(?:and\sour\spartners\s)?uses?\scookies\b
    | by\scontinuing\sto\s(?:use|browse)\b
    | (?:accept|reject|manage|allow)\s(?:all\s)?cookies\b | cookie\s(?:policy|settings|notice
    |preferences)\b | privacy\s(?:policy|notice)\b
    | (?:read|see)\s(?:more|also|next):\s | (?:related|also\sread|recommended|more\sfrom
    |more\son)\s?(?:articles?|stories|story|news|reading)?:\s
    | (?:©|\(c\)|copyright\s©|copyright\s(?:19|20)\d\d)\s? | you\s(?:are\sreceiving
    |received)\sthis\s(?:e-?mail|newsletter|message)\b
    | (?:get|receive)\s(?:our|the\slatest|the\sbest|daily|weekly|breaking)\b.{0,80}\b(?:inbox|newsletter
    |e-?mail|alerts?)\b
    | (?:already\sa\s)?(?:subscriber|member)\?\s | support\s(?:our|independent)\sjournalism\b
    | to\s(?:unsubscribe|opt\sout|stop\sreceiving)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SAYS = re.compile(
    r"\b(?:said|says|told|announced|reported|rose|fell|according to|will|has|have|had|was|were|percent)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:(?:written|reported|reporting)\s)?by\s(?:[A-Z][\w.'’-]+(?:\s+(?:and\s+)?|,\s*|$)){2,8}"
    r"(?:(?:,\s*)?(?:staff|senior|chief|special|guest|contributing)?"
    r"\s*(?:writer|reporter|correspondent|editor|columnist|contributor)s?)?\W*",
    re.IGNORECASE,
)
_NAMES = re.compile(r"(?i:(?:(?:written|reported|reporting)\s)?by)\s[A-Z].*")


def without_remains(text: str) -> tuple[str, int]:
    """Return the text of a page without lines that are no part of its article, and how many these were; all where nothing is left."""
    lines = text.split("\n")
    kept = [line for line in lines if not remains(line.strip())]
    return ("\n".join(kept), len(lines) - len(kept)) if any(line.strip() for line in kept) else (text, 0)


def remains(line: str) -> bool:
    """Tell whether a line is a button, a notice or a byline; a sentence that reports something is none of these."""
    if not line or len(line) > _LONG:
        return False
    if _WHOLE.fullmatch(line):
        return True
    if _BEGINS.match(line):
        return len(line) < 140 or not _SAYS.search(line)
    return bool(len(line) < 100 and _NAMES.match(line) and _BYLINE.fullmatch(line))
