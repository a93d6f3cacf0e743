"""What a run did: counts, rejections, seconds."""

import platform
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any, Self

from factx.batch.outcome import Outcome
from factx.read import Item, Raw

_CHOICES = 500  # ways in which the fields of files are read, that are told apart


@dataclass(slots=True)
class Summary:
    """What a run did so far, all its parts together."""

    model: str
    documents: int = 0
    characters: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    observations: int = 0  # what the facts that are numbers say
    rejected: int = 0
    foreign: int = 0  # documents that are plainly not English
    undated: int = 0  # relative dates left without days
    unread: int = 0  # what the model calls a quantity or date and no rule reads
    remarks: int = 0  # documents of whose record something could not be read, or by a guess only
    fields: dict[str, dict[str, Any]] = field(
        default_factory=dict
    )  # what was read as what: by choice, files and the first
    told: str = ""  # the last file whose choice is among them
    seconds: float = 0.0
    read: int = 0  # bytes of the files behind us
    total: int = 0  # bytes of all files; 0: not known
    kept: int = 0  # documents that an earlier start of the same run had finished
    stopped: bool = False  # asked to stop before the end
    already: bool = False  # there was nothing to do
    passed: dict[str, int] = field(default_factory=dict)  # files of folders that were passed over, by suffix

    def count(self, outcome: Outcome, times: int = 1) -> None:
        """Count an outcome, or take one out that was counted (-1)."""
        for name, number in outcome.counts.items():
            setattr(self, name, getattr(self, name) + times * number)
        for kind in outcome.kinds:
            self.facts[kind] += times

    def add(self, part: "Summary") -> None:
        """Count all that a summary of other documents has."""
        for name in ("documents", "characters", "observations", "rejected", "foreign", "undated", "unread", "remarks"):
            setattr(self, name, getattr(self, name) + getattr(part, name))
        self.facts += part.facts
        for choice, files in part.fields.items():
            self.fields.setdefault(choice, files | {"files": 0})["files"] += files["files"]

    def choose(self, items: Iterable[Item]) -> None:
        """Take note of which fields of their files records were read by."""
        for item in items:
            if isinstance(item, Raw) and item.fields and item.path != self.told:
                self.told = item.path
                words = str(item.fields) if len(self.fields) < _CHOICES else "others"
                none = {"files": 0, "first": item.path, "plain": item.fields.plain}
                self.fields.setdefault(words, none)["files"] += 1

    def as_run(self) -> dict[str, Any]:
        """Return what run.json holds."""
        return {
            "factx": version("factx"),
            "python": platform.python_version(),
            "spacy": version("spacy"),
            "model": self.model,
            "documents": self.documents,
            "characters": self.characters,
            "facts": dict(sorted(self.facts.items())),
            "observations": self.observations,
            "relative_dates_without_days": self.undated,
            "unread_by_any_rule": self.unread,
            "not_in_english": self.foreign,
            "rejected": self.rejected,
            "passed_over_in_folders": self.passed,
            "remarks": self.remarks,
            "fields": [
                {"choice": choice, "files": files["files"], "first": files["first"]}
                for choice, files in self.fields.items()
            ],
            "seconds": round(self.seconds, 3),
        }

    def as_state(self) -> dict[str, Any]:
        """Return all fields, for a run that is resumed later."""
        return asdict(self) | {"facts": dict(self.facts)}

    @classmethod
    def of_state(cls, state: dict[str, Any]) -> Self:
        """Return the summary of a resumed run from what as_state() returned."""
        return cls(**state | {"facts": Counter(state["facts"]), "kept": state["documents"], "stopped": False})

    @classmethod
    def of_run(cls, run: dict[str, Any]) -> Self:
        """Return the summary of a run that was complete before, from its run.json."""
        names = ("model", "documents", "characters", "rejected", "seconds")
        return cls(
            **{name: run[name] for name in names},
            facts=Counter(run["facts"]),
            observations=run.get("observations", 0),
            foreign=run.get("not_in_english", 0),
            undated=run["relative_dates_without_days"],
            unread=run["unread_by_any_rule"],
            passed=run.get("passed_over_in_folders", {}),
            remarks=run.get("remarks", 0),
            already=True,
        )
