"""Every example of every rule, judged against all rules: each sentence has exactly the readings in brackets, by its rule."""

import dataclasses
import importlib
import pkgutil
import re
from datetime import date
from itertools import groupby, pairwise

import pytest

from factx import kinds, pipeline
from factx.kinds import KINDS, organization
from factx.kinds import date as date_kind
from factx.kinds.date import Dated, When
from factx.overlaps import resolve
from factx.records import Document
from factx.rules.anchors import DIGIT, WORDS
from factx.rules.context import Context
from factx.rules.number import NUMBER_WORDS
from factx.rules.rule import Rule

PUBLISHED = date(2021, 9, 24)
RULES = [rule for kind in KINDS.values() for rule in kind.rules]
FINDS = [
    pytest.param(rule, sentence, values, id=f"{rule.name}: {sentence}")
    for rule in RULES
    for sentence, values in rule.finds.items()
]
SKIPS = [pytest.param(rule, sentence, id=f"{rule.name}: {sentence}") for rule in RULES for sentence in rule.skips]


def marked(sentence):
    """Split a sentence marked with [brackets] into plain text and the spans that were marked."""
    spans, plain = [], ""
    for piece in re.split(r"(\[[^\]]*\])", sentence):
        if piece.startswith("["):
            spans.append((len(plain), len(plain) + len(piece) - 2))
        plain += piece.strip("[]")
    return plain, spans


def comparable(value):
    return Dated(value.timex, value.mod, value.recurring, value.qualifier) if isinstance(value, When) else value


def read(rule, text):
    """Return all that the rules of the rule's kind read, weak signs of names too; those on request where it is one of them."""
    reader, context = pipeline.reader_of((), vague_dates=rule.on_request), context_of(text)
    found = date_kind.settle(resolve(reader.read(context), reader.kinds), context)
    return [m for m in found if m.kind == rule.kind]


def context_of(text):
    return Context.of(Document(id="example", text=text, published=PUBLISHED))


@pytest.mark.parametrize(("rule", "sentence", "values"), FINDS)
def test_reads_exactly_what_is_marked(rule, sentence, values):
    text, spans = marked(sentence)
    found = [((m.start, m.end), comparable(m.value)) for m in read(rule, text)]
    assert found == list(zip(spans, values if isinstance(values, list) else [values], strict=True))


@pytest.mark.parametrize(("rule", "sentence", "values"), FINDS)
def test_the_winner_of_an_example_is_its_own_rule(rule, sentence, values):
    assert rule.name in {m.rule for m in read(rule, marked(sentence)[0])}


@pytest.mark.parametrize(("rule", "sentence"), SKIPS)
def test_refuses(rule, sentence):
    found = [m for m in read(rule, sentence) if m.kind != "organization" or m.value.weight >= organization.STRONG]
    assert [sentence[m.start : m.end] for m in found] == []


@pytest.mark.parametrize(("rule", "sentence"), SKIPS)
def test_what_is_refused_reaches_the_rule(rule, sentence):
    """A sentence proves that a rule refuses it only where it begins like the rule: an anchor stands there, in any case."""
    words = ["0" if w[-1].isdecimal() else w.lower() for w in re.findall(r"\.?[0-9]+|[^\W\d_]+|\S", sentence)]
    numbers = {at: DIGIT if word == DIGIT else WORDS for at, word in enumerate(words) if word in {DIGIT, *NUMBER_WORDS}}
    in_number = {DIGIT, *NUMBER_WORDS, *"-.,'/"}
    behind = {f"{n} {next((w for w in words[at:] if w not in in_number), '')}" for at, n in numbers.items()}
    standing = {*words, *numbers.values(), *behind, *map(" ".join, pairwise(words))}
    assert standing & {anchor.lower() for anchor in rule.anchors}


def values_of(mentions):
    """Return by span the different values that rules of one kind read there."""
    spans = groupby(sorted(mentions, key=lambda m: (m.start, m.end)), key=lambda m: (m.start, m.end))
    return {span: {repr(m.value): m.rule for m in same} for span, same in spans}


@pytest.mark.parametrize(("rule", "sentence", "values"), [p for p in FINDS if p.values[0].kind != "organization"])
def test_no_two_rules_read_one_span_differently(rule, sentence, values):
    """Of two such readings the order of declaration would decide, which no example may depend on.

    Rules of names do not compete: each is a sign of its own, and all that read a name add up.
    """
    text, _ = marked(sentence)
    reader = pipeline.reader_of((), vague_dates=rule.on_request)
    won = {(m.start, m.end) for m in read(rule, text)}
    found = [m for m in reader.read(context_of(text)) if m.kind == rule.kind]
    ties = {text[slice(*span)]: v for span, v in values_of(found).items() if span in won and len(v) > 1}
    assert ties == {}


def test_every_rule_is_proved():
    assert [rule.name for rule in RULES if not rule.finds] == []
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)


def test_every_declared_rule_belongs_to_its_kind():
    modules = [importlib.import_module(m.name) for m in pkgutil.walk_packages(kinds.__path__, "factx.kinds.")]
    declared = {value.name for module in modules for value in vars(module).values() if isinstance(value, Rule)}
    assert declared == {rule.name for rule in RULES}


def test_values_are_dataclasses():
    assert all(
        dataclasses.is_dataclass(v)
        for r in RULES
        for vs in r.finds.values()
        for v in (vs if isinstance(vs, list) else [vs])
    )
