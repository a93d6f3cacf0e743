"""One decision per name: every sign of a body in the article is summed, and the verdict holds for all its mentions."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from factx.kinds.organization import STRONG, Org, is_no_body, kind_of, tailed
from factx.kinds.organization.names import DESCRIPTORS, HEAD_KIND, KNOWN, NATIONALITIES, places
from factx.resolve import overlaps
from factx.rule import Context, Entity, Mention

_LEADING = re.compile(r"(?:(?:the|a|an|The|A|An)\s+|[^\w(]+|(?-i:[a-z][\w-]*)\s+)")
_TRAILING = re.compile(r"(?:'s?|[\s.,;:\"()\[\]-]+)\Z")
_CUT = re.compile(r"\n|\s[—|]\s|\sin\s(?=[A-Z])")
_CAPITAL = re.compile(r"[^\W\d_a-z](?<![\w-].)\w*")
_SMALL = re.compile(r"(?<![\w-])[a-z]+(?!\w)")
_ABBREVIATED = re.compile(r"\s\((?P<short>[A-Z][A-Za-z&.]{1,9})\)")


@dataclass(slots=True)
class Evidence:
    """What speaks for and against one name: the model's votes, the rules that found it, whether it is known."""

    votes: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Org] = field(default_factory=dict)
    known: bool = False
    refused: bool = False

    @property
    def score(self) -> float:
        """Return the sum of the evidence; above 0 the name is a body.

        A telling word or neighbour gives its weight (4, or 1 where it is weak), a widely known name 2.5, the model 2 times
        the balance of its votes; a name the model never labelled loses 1.5.
        """
        total = sum(self.votes.values())
        model = 2 * (2 * self.votes["ORG"] - total) / total if total else -1.5
        shape = max((org.weight for org in self.rules.values()), default=0)
        if self.refused and shape < STRONG:
            return -10.0
        return shape + (2.5 if self.known else 0) + model

    @property
    def rule(self) -> str:
        """Return the name of what speaks loudest for the body."""
        if self.rules:
            return max(self.rules, key=lambda name: (self.rules[name].weight, name))
        return "ner" if self.votes["ORG"] else "organization.known"


def decide(context: Context, candidates: Iterable[Mention], entities: Iterable[Entity]) -> list[Mention]:
    """Return every mention of every name that the article's evidence makes a body."""
    evidence = gather(context, candidates, entities)
    accepted = {name: found for name, found in evidence.items() if found.score > 0}
    _lengthen(accepted, evidence)
    _define_acronyms(context.text, accepted, evidence)
    _shorten(accepted, evidence)
    kinds = {name: _kind(name, found) for name, found in accepted.items()}
    return [
        Mention(start, end, Org(kinds[name], 0, name), accepted[name].rule)
        for start, end, name in _search(context.text, accepted)
    ]


def gather(context: Context, candidates: Iterable[Mention], entities: Iterable[Entity]) -> dict[str, Evidence]:
    """Return the evidence for every name that rules, model or table bring up."""
    evidence: dict[str, Evidence] = defaultdict(Evidence)
    candidates = _longest(candidates)
    for mention in candidates:
        rules = evidence[context.text[mention.start : mention.end]].rules
        if mention.rule not in rules or rules[mention.rule].weight < mention.value.weight:
            rules[mention.rule] = mention.value
    strong = [
        (c.start, c.end) for c in candidates if c.value.weight >= STRONG
    ]  # where they stand, they decide the bounds
    same = set(strong)
    for entity in entities:
        if entity.label in {"ORG", "PERSON", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"}:
            start, end = trimmed(context.text, entity.start, entity.end)
            if start < end and not (
                entity.label == "ORG" and overlaps(strong, start, end) and (start, end) not in same
            ):
                evidence[context.text[start:end]].votes[entity.label] += 1
    placed: set[str] = set()
    for start, end, name in _search(context.text, [*evidence, *_known_in(context.text)]):
        evidence[name].known = evidence[name].known or name in KNOWN
        if _PLACE_AFTER.match(context.text, end) or _PLACE_BEFORE.search(context.text, max(0, start - 30), start):
            placed.add(name)
    for name, found in evidence.items():
        found.known = found.known or _nation_of_known(name)
    small = set(_SMALL.findall(context.text))
    persons = {
        word
        for name, found in evidence.items()
        if found.votes["PERSON"] > found.votes["ORG"]
        for word in name.split()[1:]
    }
    for name, found in evidence.items():
        found.refused = _unfit(name) or name in persons or name in placed or _plain_word(small, name, found)
    return dict(evidence)


def _known_in(text: str) -> set[str]:
    """Return the widely known names that a text may hold: those whose first word it has."""
    return {name for _, word in _capitals(text) for name in _KNOWN_BY_FIRST.get(word, ())}


def _nation_of_known(name: str) -> bool:
    """Tell whether a name is a known body's with its country before it: the United States House of Representatives."""
    words = name.split()
    for at in range(1, min(4, len(words))):
        first, rest = " ".join(words[:at]), " ".join(words[at:])
        if rest in KNOWN and (first in places() or first in NATIONALITIES):
            return True
    return False


_PLACE_AFTER = re.compile(
    r"\s(?:state|province|city|county|prefecture|district|island|region|strain|rocket|River|Island)\b(?!\s(?:government|council|bank|university|court|police))"
)
_PLACE_BEFORE = re.compile(r"\b(?:city|cities|province|state|town|village|island|region|port)\s(?:of\s)?(?:the\s)?\Z")


def _plain_word(small: set[str], name: str, found: Evidence) -> bool:
    """Tell whether a name only the model brings up is a word of the article with a capital: Invest, Representatives."""
    if found.rules or found.known or " " in name or name.isupper():
        return False
    return name.lower() in small or f"{name.lower()}s" in small


def _unfit(name: str) -> bool:
    return (
        is_no_body(name)
        or not re.search(r"[^\W\d_a-z]", name)
        or (name in HEAD_KIND and name not in KNOWN)
        or len(name) < 2
        or "\n" in name
    )


def _longest(candidates: Iterable[Mention]) -> list[Mention]:
    """Return the rules' candidates without those inside a longer one."""
    kept: list[Mention] = []
    for mention in sorted(candidates, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end - mention.start > kept[-1].end - kept[-1].start:
            kept[-1] = mention
        elif (mention.start, mention.end) == (kept[-1].start, kept[-1].end):
            kept.append(mention)
    return kept


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a model's span without article, possessive, loose brackets and punctuation, with its legal form."""
    cut = _CUT.search(text, start, end)
    if cut:  # the longer side of a dash or line break, what stands before a place
        end, start = (
            (cut.start(), start)
            if cut[0].strip() == "in" or cut.start() - start >= end - cut.end()
            else (end, cut.end())
        )
    while start < end and (m := _LEADING.match(text, start, end)):
        start = m.end()
    while start < end and (m := _TRAILING.search(text, start, end)) and m.start() > start:
        if m[0] in {")", "."} and (
            text[start:end].count("(") == text[start:end].count(")")
            or text[start:end].endswith(("Inc.", "Co.", "Corp.", "Ltd."))
        ):
            break
        end = m.start()
    inside = _ABBREVIATED.search(text, start, end)
    if inside and inside.end() == end and stands_for(inside["short"], text[start : inside.start()]):
        end = inside.start()
    name = text[start:end]
    if name.count("(") > name.count(")"):
        end = end + 1 if text[end : end + 1] == ")" else start + name.index("(")
        end = max(start, end)
        while end > start and text[end - 1].isspace():
            end -= 1
    words = text[start:end].split()
    if words and (words[-1] in DESCRIPTORS or len(words) > 1):
        end = tailed(text, end)
    return start, end


def _search(text: str, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where names stand in a text as whole words, longest at each place: one pass over its capitals."""
    by_first = _by_first(names)
    for start, word in _capitals(text):
        for name in by_first.get(word, ()):
            end = start + len(name)
            if text.startswith(name, start) and not (
                text[end : end + 1].isalnum() or text[end - 1 : end + 1] == "&" or _compound(text, end)
            ):
                yield start, end, name
                break


@lru_cache(maxsize=2)  # a text is searched three times on end
def _capitals(text: str) -> list[tuple[int, str]]:
    """Return the words of a text that begin with a capital, with their places."""
    return [(m.start(), m[0]) for m in _CAPITAL.finditer(text)]


def _by_first(names: Iterable[str]) -> dict[str, list[str]]:
    """Return names by their first word, where it begins with a capital; the longest first."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if first := _CAPITAL.match(name):
            by_first[first[0]].append(name)
    for found in by_first.values():
        found.sort(key=len, reverse=True)
    return by_first


_KNOWN_BY_FIRST = _by_first(KNOWN)


def _compound(text: str, end: int) -> bool:
    """Tell whether a name goes on behind a hyphen with a capital: China-Europe, Browne-Jorgensen."""
    return text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper()


def _lengthen(accepted: dict[str, Evidence], evidence: dict[str, Evidence]) -> None:
    """Accept names with a weak head that begin with an accepted company: Michelin Shenyang Tire."""
    for name, found in evidence.items():
        first = name.split(" ")[0]
        if name not in accepted and found.rules and not found.refused and first in accepted and first != name:
            accepted[name] = found


def _define_acronyms(text: str, accepted: dict[str, Evidence], evidence: dict[str, Evidence]) -> None:
    """Accept acronyms that the article defines in brackets behind an accepted name."""
    for _, end, name in list(_search(text, accepted)):
        m = _ABBREVIATED.match(text, end)
        if m and m["short"] not in accepted and stands_for(m["short"], name):
            found = evidence.get(m["short"], Evidence())
            accepted[m["short"]] = replace(found, rules={"organization.acronym": Org(_kind(name, accepted[name]))})


def _shorten(accepted: dict[str, Evidence], evidence: dict[str, Evidence]) -> None:
    """Accept what is left of an accepted company's name without its descriptors: Schneider of Schneider Electric."""
    for name, found in list(accepted.items()):
        words = name.replace(",", "").split()
        while len(words) > 1 and words[-1] in DESCRIPTORS:
            words.pop()
        short = " ".join(words)
        if (
            short in {name, ""}
            or short in accepted
            or _unfit(short)
            or words[-1] in {"of", "and", "&"}
            or short in _PLAIN
        ):
            continue
        votes = evidence[short].votes if short in evidence else Counter[str]()
        if not votes["PERSON"] and not votes["GPE"]:
            accepted[short] = Evidence(votes, {"organization.short": Org(_kind(name, found))})


_PLAIN = frozenset(
    "General National First Capital Global International United Royal Great New Standard Universal Central Federal Public Pacific Atlantic Southern Northern"
    " Eastern Western Continental Delta Southwest Northwest Credit World State Union Trans Inter Pan Air Sun People's Development Investment Commercial"
    " Industrial Merchants Construction Agricultural Communications Computer Digital Data Home Best Target Gap Prudential Liberty Independent".split()
)


def stands_for(short: str, name: str) -> bool:
    """Tell whether a short form is made of a name's initials, small words left out or not: NBS, UOKiK, DoT."""
    letters = re.sub(r"[^A-Za-z]", "", short).lower()
    words = re.findall(r"[^\W_]+", name)
    initials = "".join(w[0] for w in words).lower()
    capitals = "".join(w[0] for w in words if w[0].isupper()).lower()
    return len(letters) > 1 and (
        letters in {initials, capitals}
        or (capitals.endswith(letters) and len(letters) > 2)
        or (capitals.startswith(letters) and len(letters) > 2)
    )


def _kind(name: str, found: Evidence) -> str | None:
    by_rule = next((org.org_kind for org in found.rules.values() if org.org_kind), None)
    return kind_of(name) or by_rule
