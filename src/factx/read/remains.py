"""Lines of web pages and newsletters that are no article text: share buttons, cookie notices, subscriptions, bylines."""

import re
from collections.abc import Mapping
from typing import Any

from factx.read.decode import stored

_LONG = 240  # characters of a line that is none of these, whatever it begins with
_WHOLE = re.compile(
    r"""(?:
    (?:(?:share|save|print|email|tweet|like|pin|copy\slink|whatsapp|facebook|twitter|linkedin|reddit|telegram|x
    |pinterest|instagram|youtube)(?:\s[|·]?\s?)?){1,8}
    | comments?(?:\s\(\d{1,6}\))? | enter\syour\se-?mail(?:\saddress)?
    | follow | subscribe | sign\s(?:in|up) | log\sin | register(?:\snow)? | menu | search | close
    | back\sto\stop | skip\sto\s(?:main\s)?\w+ | accept(?:\sall)? | i\sagree | loading | gallery | promoted
    | like\sloading
    | (?:advertisement|ad|sponsored|paid)(?:\scontent|\spost)?(?:\s-\sscroll\sto\scontinue(?:\sreading)?)?
    | (?:load|read|show|view|see)?\s?(?:more|all) | (?:show|view|leave\sa)\scomments?
    | (?:next|previous)\s(?:article|story)
    | (?:most\s(?:read|popular)|trending(?:\snow)?|recommended(?:\sfor\syou)?|suggested\stopics)
    | related(?:\s(?:articles?|stories|story|topics?|news|content|links|coverage))? | more\sfrom\s.{1,40}
    | you\s(?:may|might)\salso\s(?:like|be\sinterested\sin)
    | (?:story|article)\scontinues(?:\s(?:below|after)\b.{0,40})?
    | continue\sreading(?:\sthe\smain\sstory)? | join\sthe\sconversation | report\sa\stypo | download\spdf
    | listen(?:\sto\sthis\s(?:article|story))?(?:\s\(?\d{1,2}\smin(?:utes)?\)?)?
    | contact\sus | send\sus\syour\sfeedback
    | (?:(?:acquire|purchase)\s)?licensing\srights(?:,\sopens\snew\stab)?
    | opens\s(?:in\s)?(?:a\s)?new\s(?:tab|window)
    | donate(?:\snow)? | become\sa\s(?:member|subscriber) | thank\syou\sfor\sreading | forward\sto\sa\sfriend
    | terms\s(?:of|and)\s(?:use|service|conditions)(?:\s[|&]\s.{1,30})? | do\snot\ssell\smy\s.{0,40}
    | (?:start\s(?:your|a)\sfree\strial|try\s(?:\d\s|one\s)?(?:month|week)s?\sfor)\b.{0,30} | \d{1,3}\sof\s\d{1,3}
    | home(?:\s[>/›»]\s[\w&-]{1,20}){1,5} | updated\s(?:\d{1,3}|an?)\s(?:minute|hour|day)s?\sago
    | share\s(?:this|on|via|with|the)\b.{0,60} | (?:share|tweet|email|save|print)\s(?:this|article|story)\b.{0,30}
    | \d{1,3}[\s-]min(?:ute)?s?\sread | (?:estimated\s)?reading\stime:?\s.{0,20}
    | \d{1,6}\s(?:comments?|shares?|views)
    | (?:view|open|read)\s(?:this\s(?:e-?mail|newsletter|message)\s|it\s)?(?:in|on)\s
      (?:your\s|a\s|the\s)?(?:browser|web|app)\b.{0,30}
    | (?:all|some)\srights\sreserved | having\strouble\s(?:viewing|reading)\b.{0,80}
    | \(?(?:photo|image|picture|photograph)s?\s(?:credit|by|courtesy)\b.{0,60} | file\sphoto
    | (?:photo|image|picture|photograph|credit)s?:\s[^\d$€£%]{2,60}
    | (?:reuters|ap|afp|epa|pa|getty\simages)(?:/[\w\s.'’-]{2,40})+ | getty\simages
    )[\s.!:|…»>→]*""",
    re.IGNORECASE | re.VERBOSE,
)
_BEGINS = re.compile(
    r"""(?:
    sign\sup\s(?:for|to|here|now|today)\b | subscribe\s(?:to|now|today|here|for)\b | (?:click|tap)\s(?:here
    |to|on|below)\b | unsubscribe\b
    | follow\s(?:us|@\w+|\w+\s\w+\son\s(?:twitter|facebook|x|instagram|linkedin))\b | like\sus\son\b
    | join\sour\b | download\s(?:our|the\s[\w\s]{1,30})\sapp\b | register\s(?:now\s)?for\sfree\b
    | (?:this\s(?:site|website|page)|we|our\s(?:site|website))\s(?:and\sour\spartners\s)?uses?\scookies\b
    | by\scontinuing\sto\s(?:use|browse)\b | please\senable\sjavascript\b | your\se-?mail\saddress\swill\snot\sbe\b
    | (?:accept|reject|manage|allow)\s(?:all\s)?cookies\b | cookie\s(?:policy|settings|notice
    |preferences)\b | privacy\s(?:policy|notice)\b | our\sstandards:\s
    | disclaimer:\s | (?:all|some)\srights\sreserved\b
    | (?:read|see|watch|video|listen|don['’]t\smiss|must\sread)(?:\s(?:more|also|next|now))?\s?[:|]\s
    | (?:related|also\sread|recommended|more\sfrom|more\son)\s?(?:articles?|stories|story|news|reading)?\s?[:|]\s
    | (?:tags?|topics?|filed\sunder|keywords?):\s | have\sa\s(?:news\s)?tip\b
    | \(?(?:additional\s)?(?:reporting|writing|editing|compiled|edited)\sby\s | this\se-?mail\swas\ssent\sto\b
    | the\spost\s.{1,150}\s(?:first\s)?appeared\sfirst\son\b
    | this\s(?:article|story)\s(?:was\s)?(?:originally|first)\s(?:published|appeared)\b
    | (?:©|\(c\)|copyright\s©|copyright\s(?:19|20)\d\d)\s? | you\s(?:are\sreceiving
    |received)\sthis\s(?:e-?mail|newsletter|message)\b
    | (?:get|receive)\s(?:our|the\slatest|the\sbest|daily|weekly|breaking)\b.{0,80}\b(?:inbox|newsletter
    |e-?mail|alerts?)\b
    | get\s.{1,60}\sin\syour\sinbox\b | file\sphoto:\s | image\ssource,\s
    | (?:already\sa\s)?(?:subscriber|member)\?\s | support\s(?:our|independent)\sjournalism\b
    | to\s(?:unsubscribe|opt\sout|stop\sreceiving)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SAYS = re.compile(
    r"\b(?:said|says|told|announced|reported|rose|fell|according to|will|has|have|had|was|were|percent)\b",
    re.IGNORECASE,
)
_NEW_TAB = re.compile(r",?\s?\(?\bopens\s(?:in\s)?(?:a\s)?new\s(?:tab|window)\b\)?")
_NAME = (
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:January|February|March|April|June|July|August|September|October|November|December|Christmas|Easter|New)\b)"
    r"[A-Z][\w.'’-]*(?:\s(?:van|von|de|der|den|di|da|du|le|la|el|al|bin|[A-Z][\w.'’-]*)){1,4}"
)
_BYLINE = re.compile(
    rf"(?i:(?:(?:written|reported|reporting|words|story)\s)?by\s)(?:{_NAME}|Reuters|AP|AFP|Bloomberg)"
    rf"(?:(?:,|,?\s(?i:and)|\s&)\s{_NAME}){{0,3}}"
    r"(?:,?\s(?i:(?:staff|senior|chief|special|guest|contributing)?\s?"
    r"(?:writer|reporter|correspondent|editor|columnist|contributor)s?))?(?:,\s[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})?\W*"
)


def article(text: str, said: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the text of a page, mail or feed without its remains, and what is `said` of it, with how much was left out."""
    kept, left_out = without_remains(text)
    found = _NEW_TAB.sub("", kept)
    notes = (
        said.get("repaired"),
        f"{left_out} line{'s' * (left_out > 1)} left out" if left_out else None,
        "notes of links" if found != kept else None,
    )
    return {**said, "text": stored(found), "repaired": ", ".join(filter(None, notes)) or None}


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
    return bool(len(line) < 100 and _BYLINE.fullmatch(line))
