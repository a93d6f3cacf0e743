"""What a notebook shows: an article with its facts marked, as HTML that needs nothing else and runs nothing."""

from collections.abc import Iterable, Mapping, Sequence

from factx.observation import Observation
from factx.records import KINDS, BaseFact, Fact
from factx.report.marks import as_html

_OF_ALL = frozenset(BaseFact.model_fields) | {"currency_from", "recurring"}
_SAID = ("measure", "about", "when", "change", "basis", "role")
# A kind has a colour and a line of its own: either tells it. Colours are thin, so that letters keep the contrast of the page,
# light or dark.
_STYLE = """
.factx{font:1rem/1.7 system-ui,sans-serif;max-width:50rem;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
.factx mark{color:inherit;padding:.1em .15em;border-radius:.2em;border-bottom:2px solid currentColor}
.factx mark.money{background:#2e9e4b40}
.factx mark.percent{background:#2f7fe040;border-bottom:3px double}
.factx mark.organization{background:#d8902040;border-bottom-style:dashed}
.factx mark.date{background:#9a55d840;border-bottom-style:dotted}
.factx small{display:block;opacity:.8;margin-top:.6em}
"""


class Facts(list[Fact]):
    """The facts of a text, a list like any other; a notebook shows them marked in the text."""

    def __init__(self, facts: Iterable[Fact], text: str, observations: Sequence[Observation] = ()) -> None:
        super().__init__(facts)
        self.text = text
        self.observations = observations

    def _repr_html_(self) -> str:
        return article(self.text, self, self.observations)


def article(text: str, facts: Sequence[BaseFact], observations: Iterable[Observation] = ()) -> str:
    """Return a text as HTML with its facts marked, the value of each in its title; everything of the text is escaped."""
    said = {each.fact_id: each for each in observations}
    dates = {fact.id: fact.text for fact in facts}

    def attributes(fact: BaseFact) -> Mapping[str, str]:
        return {"class": fact.kind, "title": title(fact, said.get(fact.id), dates)}

    counts = [(kind, sum(fact.kind == kind for fact in facts)) for kind in KINDS]
    legend = " ".join(f'<mark class="{kind}">{kind}</mark> {count}' for kind, count in counts if count)
    marked = as_html(text, facts, attributes)
    return f'<style>{_STYLE}</style><div class="factx" dir="auto">{marked}<small>{legend or "no facts"}</small></div>'


def title(fact: BaseFact, said: Observation | None = None, texts: Mapping[str, str] | None = None) -> str:
    """Return a fact in words: its kind, its value, what it says, and the rule that made it."""
    values = (f"{name} {value}" for name, value in fact.model_dump(mode="json").items() if _telling(name, value))
    lines = [f"{fact.kind}: {', '.join(values)}"]
    if said:
        shown = [f"{name} {getattr(said, name)}" for name in _SAID if getattr(said, name)]
        shown += [f"of {(texts or {}).get(said.of_id, said.of_id)}"] if said.of_id else []
        lines.append(", ".join(shown))
    return "\n".join([*lines, f"by {fact.rule}"])


def _telling(name: str, value: object) -> bool:
    return name not in _OF_ALL and value is not None
