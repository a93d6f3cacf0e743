"""Whatever a pattern and its production accept, the reader reaches; no production raises on what its pattern accepts."""

import json
from dataclasses import replace
from datetime import date

import pytest

from factx.kinds import KINDS
from factx.rules import anchors
from factx.rules import reader as reader_module
from factx.rules.anchors import AnchorError, compute, hash_of
from factx.rules.context import Context
from factx.rules.reader import RuleReader
from factx.rules.rule import rule
from generated import Strings

RULES = [rule for kind in KINDS.values() for rule in kind.rules]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("foo|Bar", {"foo", "bar"}),
        (r"foo[\s-]bar", {"foo"}),
        (r"foos?-?bar", {"foo", "foos", "foobar", "foosbar"}),
        (r"(?:the\s)?week\b", {"the week", "week"}),
        (r"(?:a|an|the)\s(?:[0-9]|few)", {"a 0", "an 0", "the 0", "a few", "an few", "the few"}),
        (r"(?-i:ALL|all)\s[0-9]", {"ALL", "all"}),
        (r"[-+]?[0-9]", {"-", "+", "0"}),
        (r"\.[0-9]|\.net", {"0", "."}),
        (r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?\s?(?:%|percent\b)", {"0 %", "0 percent"}),
        (r"[0-9]{1,2}(?:st|nd)?\sof\sMay\b", {"0 of", "0 st", "0 nd"}),
        (r"[0-9]+-[0-9]+(?:\s\w+)?", {"0"}),
        (r"[$€]\s?[0-9]", {"$", "€"}),
        (r"(?:ten|two)\b\s?percent", {"one percent"}),
        (r"two(?!\w)\s?percent", {"one percent"}),
        (r"(?:two|[0-9]+)[\s-](?:million\s)?(?:Yen|points)\b", {"one yen", "one points", "0 yen", "0 points"}),
        (r"twos\b|two-?fold\b|(?:the\s)ten\sdays", {"twos", "twofold", "one fold", "the ten"}),
        (r"dozen\b", {"one"}),
        (r"an?(?=\s(?:hundred|dozen)\b)\s\w+", {"a hundred", "a dozen", "an hundred", "an dozen"}),
        (r"(?P<q>mid|late)\sand\s(?P=q)", {"mid", "late"}),
        (r"(?P<q>x-)?(?(q)a\.|b)", {"x", "a .", "b"}),
        (r"(?!may)(?<!\w)june", {"june"}),
        (r"(?:ab){1,2}c", {"abc", "ababc"}),
        (r"the(?:\s\Z|,)", {"the", "the ,"}),
        ("week  # a comment", {"week"}),
    ],
)
def test_anchors_are_what_a_pattern_may_begin_with(pattern, expected):
    assert compute(pattern) == expected


@pytest.mark.parametrize("pattern", [r"\w+", r"[A-Z]\w+", r"(?:foo)?", r"foo\w*", ".", r"\s?foo", r"the\s\w+"])
def test_a_pattern_that_may_begin_with_anything_is_refused(pattern):
    with pytest.raises(AnchorError):
        compute(pattern)


def test_shipped_anchors_are_those_of_the_patterns(request):
    """Run with --force-regen when a pattern has changed."""
    fresh = {hash_of(rule.source): sorted(compute(rule.source)) for rule in RULES}
    if request.config.getoption("force_regen"):
        lines = (f"{json.dumps(key)}: {json.dumps(fresh[key], ensure_ascii=False)}" for key in sorted(fresh))
        anchors.SHIPPED.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    assert json.loads(anchors.SHIPPED.read_text("utf-8")) == fresh


def made_of(rule, most=300):
    """Return texts made from the rule's own pattern, each with where it matches."""
    strings = Strings(rule.source, rule.name)
    made = {strings.one() for _ in range(most)}
    return sorted((text, start) for text, start in made if rule.pattern.match(text, start))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_a_rule_accepts_the_reader_reaches_and_no_production_raises(rule):
    texts = made_of(rule)
    assert len(texts) >= 10
    reader = RuleReader({rule.kind: replace(KINDS[rule.kind], rules=(rule,), widen=None)}, on_request=True)
    missed = []
    for text, start in texts:
        context = Context(text, published=date(2021, 9, 24))
        m = rule.pattern.match(text, start)
        accepted = rule.mentions(m, context)
        if accepted and not any(mention in list(reader.read(context)) for mention in accepted):
            missed.append(text)
    assert missed == []


def test_a_long_number_is_passed_over_once(monkeypatch):
    """What stands behind a row of numbers is the same for each of them: looked for once, time grows with the text alone."""
    asked = []
    behind = reader_module._behind_number
    monkeypatch.setattr(reader_module, "_behind_number", lambda text, end: asked.append(end) or behind(text, end))
    found = list(RuleReader(KINDS).anchors_in(Context("5 forty 6-7 " * 50 + "dogs, 8 percent")))
    assert len(asked) == 2
    assert len(found) > 1


def test_a_rule_of_units_is_not_tried_on_numbers_alone():
    def make(m, context):
        return None

    pattern = r"[0-9]+(?:\sto\s[0-9]+)?(?:\spercent\b)?"
    assert rule(pattern, name="percent.x", finds={})(make).anchors == {"0", "0 to", "0 percent"}
    assert rule(pattern, name="percent.x", finds={}, numbers_alone=False)(make).anchors == {"0 to", "0 percent"}
