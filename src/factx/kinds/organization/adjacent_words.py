"""Features of the words left and right of a name: shares of it, its shares, Mr before it, a city's name behind it."""

import re
from collections.abc import Sequence

from factx.kinds.organization.trades import BETWEEN, KIND_OF_TRADE


def _by_word(listed: dict[str, str]) -> dict[str, str]:
    return {word: feature for feature, words in listed.items() for word in words.split()}


_LEFT = _by_word({
    "in": "in In",
    "at": "at by with for from against",
    "of": "of",
    "to": "to",
    "list": "and",
    "title": "Mr Mrs Ms Dr Sir President Minister Secretary Sen Senator Judge Prof Gen General Chairman Governor Prince King Queen Pope Rep",
    "place": "city cities province state town village island islands region port capital district",
    "work": "film films movie movies game games song songs album albums novel novels series book drug show system systems app apps trial trials vaccine antibody"
    " device model platform programme program",
    "per": "told joined between",
    "person": "named called actor actress singer player striker judge lawyer star client son daughter wife husband brother sister author coach economist"
    " researcher professor officer officers detective reporter journalist activist candidate spokesman spokeswoman spokesperson analyst founder owner director"
    " chairman CEO manager leader trader",
    "trade": " ".join(KIND_OF_TRADE),
})  # fmt: skip
_POSTS = frozenset(
    "president chairman executive executives chief director spokesman spokeswoman spokesperson analyst analysts head official officials share shares stake unit"
    " subsidiary division member members CEO founder owner parent shareholders acquisition takeover control".split()
)
_RIGHT = _by_word({
    "trade": " ".join(KIND_OF_TRADE),
    "of_body": "share shares stock spokesman spokeswoman spokesperson official officials executive executives employees chief CEO chairman chairwoman president"
    " analyst analysts bonds unit subsidiary division plant factory workers board shareholders investors customers products store stores headquarters management"
    " sales profit profits deal said",
    "verb": "says told reported announced plan plans planned agreed bought acquired unveiled launched expect expects declined posted warned confirmed denied added"
    " owns operates sell sells sold makes issued filed raised cut offered offers ruled voted approved will has had would also",
    "product": "trial trials study vaccine antibody capsule rocket rockets spacecraft car cars SUV SUVs model models film films movie movies game games album albums song songs phone phones console"
    " consoles drug drugs vaccine vaccines aircraft jet jets plane planes ship ships missile missiles software tablet tablets browser engine truck trucks virus"
    " strain tournament pipeline bridge river street",
    "of_place": "region regional provincial municipal governor residents airport suburb state county prefecture district island islands region Island government troops forces army police people citizens city capital province border war",
    "and": "and",
})  # fmt: skip
_BASED = frozenset("based owned led backed controlled listed made run".split())
_GLOSS = frozenset("which a an the whose one".split())
_WORD = re.compile(r"[A-Za-z]+")
_TICKER = re.compile(r"\s?[(<](?:NYSE|NASDAQ|Nasdaq|LON|[A-Z]{2,6}\.[A-Z]{1,2}\b)")
_AGE = re.compile(r", (?:[0-9]{2},|who\b)")
_STOPS = frozenset(".;:")
_ENDS = frozenset('.!?"')


def adjacent_features(text: str, spans: Sequence[tuple[int, int]]) -> dict[str, float]:
    """Return for each class of words left and right of a name: the share of the spans that have it, and that one has."""
    seen: dict[str, int] = {}
    for start, end in spans:
        for feature in (*(f"left {word}" for word in left(text, start)), f"right {right(text, end)}"):
            seen[feature] = seen.get(feature, 0) + 1
    count = len(spans) or 1
    features = {feature: n / count for feature, n in seen.items()}
    features.update(dict.fromkeys([f"{feature}, once" for feature in seen], 1.0))
    return features


def left(text: str, start: int) -> tuple[str, ...]:
    """Return the classes of what stands before an offset: of its last word, and "the" if that comes between."""
    before = text[start - 1 : start] if start else ""
    if before == "(":
        return ("bracket",)
    if not before:
        return ("first",)
    if not before.isspace():
        return ("other",)
    words = text[max(0, start - 40) : start - 1].replace("\n\n", " \n ").replace("\n", " ").split(" ")
    if words[-1] not in {"the", "The"}:
        return (_left_of(words) or ("capital" if words[-1].isalpha() and words[-1].istitle() else "other"),)
    found = _left_of(words[:-1])
    return (found,) if found == "first" else (found, "the") if found else ("article",)


def _left_of(words: Sequence[str]) -> str | None:
    """Return the class of the last of some words, seen with the one before it."""
    last = words[-1] if words else ""
    if last in {"", "\n"}:
        return "first"
    before = words[-2] if len(words) > 1 else ""
    if last in {"of", "at", "in", "for", "with"}:
        if before in _POSTS:
            return "post"
        if last == "of" and _LEFT.get(before) == "place":
            return "place"
    if last == "to" and before.lower() == "according":
        return "per"
    found = _LEFT.get(last.rstrip("."))
    if found and (found == "title" or last[-1] != "."):
        return found
    return "first" if last[-1] in _ENDS else "list" if last[-1] == "," else None


def right(text: str, end: int) -> str:
    """Return the class of what stands behind an offset."""
    match text[end : end + 1]:
        case "'":
            return "possessive" if text[end + 1 : end + 2] in {"s", " "} else "other"
        case " " | "\n":
            return _right_word(text, end)
        case "-":
            m = _WORD.match(text, end + 1)
            return "based" if m and m[0] in _BASED else "hyphen"
        case ",":
            return _right_of_comma(text, end)
        case "(" | "<":
            return "ticker" if _TICKER.match(text, end) else "other"
        case ")":
            return "closed"
        case "/":
            return "slash"
        case stop:
            return "stop" if stop in _STOPS else "other"


def _right_word(text: str, end: int) -> str:
    m = _WORD.match(text, end + 1)
    if m is None:
        if text[end + 1 : end + 2].isdigit():
            return "number"
        return "ticker" if _TICKER.match(text, end) else "other"
    word = m[0]
    if word in BETWEEN and (following := _WORD.match(text, m.end() + 1)):
        word = following[0] if _RIGHT.get(following[0]) == "trade" else word
    return _RIGHT.get(word) or ("capital" if word[0].isupper() else "other")


def _right_of_comma(text: str, end: int) -> str:
    if _AGE.match(text, end):
        return "age"
    m = _WORD.match(text, end + 2)
    if m is None or text[end + 1] != " ":
        return "stop"
    return "gloss" if m[0] in _GLOSS else "in_place" if m[0][0].isupper() else "stop"
