"""The report page as it is written: what it holds, that nothing is fetched, that errors are the score's."""

import base64
import hashlib
import json
import re
import zlib

import pytest

from factx import evaluate as ev
from factx.errors import GoldError, InputError, MissingError
from factx.records import KINDS
from factx.report import build, overview, pictures
from factx.report.accuracy import accuracies
from factx.report.article import article
from factx.report.errors import NOTHING, confusion
from factx.report.pack import BLOCK, blocks, packed
from older import older_run
from within import factx


@pytest.fixture(scope="module")
def run(root):
    return build.read(root / "outputs", root / "gold")


@pytest.fixture(scope="module")
def page(run):
    return build.page(run, "<Facts> & more")


def unpacked(text):
    return json.loads(zlib.decompress(base64.b64decode(text), wbits=-zlib.MAX_WBITS))


def test_what_is_packed_comes_out_again():
    value = {"text": "</script>\x00\U0001f600\ud800", "n": [1, None, True]}
    assert unpacked(packed(value)) == value


def test_blocks_hold_everything_in_order():
    values = ["x" * (BLOCK // 3)] * 5 + ["y" * (2 * BLOCK), "z"]
    found = list(blocks(values))
    assert [each for _, text in found for each in unpacked(text)] == values
    assert [count for count, _ in found] == [len(unpacked(text)) for _, text in found]
    assert len(found) > 3


def test_nothing_is_fetched_and_only_the_page_s_own_script_runs(page):
    markup = re.sub(r"<script>.*</script>", "", page, flags=re.DOTALL).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(
        r'\s(?:src|srcset|data|action)=|href=(?!"#)|<link|@import|url\(|https?:|\son\w+=|\sstyle=', markup
    )
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    for tag in ("script", "style"):
        (own,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_the_title_is_escaped(page):
    assert "<title>&lt;Facts&gt; &amp; more</title>" in page
    assert "<Facts>" not in page


def test_no_html_is_made_of_strings_in_the_script(page):
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|DOMParser", script
    )


def test_the_same_run_makes_the_same_page(run, page):
    assert build.page(run, "<Facts> & more") == page


def test_the_page_holds_every_article_fact_and_statement(page, run):
    index = unpacked(re.search(r'id="index">([^<]*)<', page)[1])
    articles = [each for text in re.findall(r'class="block">([^<]*)<', page) for each in unpacked(text)]
    assert len(articles) == len(index["documents"]) == sum(index["sizes"]) == len(run.documents)
    tables = unpacked(re.search(r'id="tables">([^<]*)<', page)[1])
    assert len(tables["statements"]) == sum(map(len, run.said.values()))
    for document, shown in zip(run.documents.values(), articles, strict=True):
        assert "".join(piece for piece, *_ in shown["pieces"]) == document.text
        assert {f["id"] for f in shown["facts"]} == {f.id for f in run.facts.get(document.id, ())}


def test_marks_of_an_article_are_the_slices_of_its_facts_and_phrases(run):
    said = {s.observation.id: s for each in run.said.values() for s in each}
    for doc_id, document in run.documents.items():
        shown = article(document, run.facts.get(doc_id, ()), run.said.get(doc_id, ()), run.faults.get(doc_id, ()))
        text = lambda n: "".join(piece for piece, *marks in shown["pieces"] if n in marks)  # noqa: B023, E731
        for n, fact in enumerate(shown["facts"]):
            assert text(n) == document.text[fact["start"] : fact["end"]]
        for statement in shown["said"]:
            to, known = statement["to"], said[statement["id"]]
            assert text(to["number"]) == known.number.text
            assert {slot: text(to[slot]) for slot in ("measure", "about") if slot in to} == {
                slot: getattr(known.observation, slot)
                for slot in ("measure", "about")
                if getattr(known.observation, slot)
            }
        for fault, known in zip(shown["faults"], run.faults.get(doc_id, ()), strict=True):
            assert text(fault["at"]) == document.text[known.start : known.end]


def test_errors_are_those_of_the_score_each_with_a_cause(run):
    found = [fault for each in run.faults.values() for fault in each]
    wanted = [(what, kind) for what, kind, *_ in run.judged.score.errors]
    assert sorted((f.what, f.kind) for f in found if f.part == "fact") == sorted(wanted)
    assert sum(f.part != "fact" for f in found) == len(run.judged.slots.wrong)
    assert all(f.cause for f in found)
    assert all(bool(f.rule) == bool(f.found_id) for f in found)


def test_the_matrix_adds_up_to_labels_and_facts(run):
    found = confusion(run.judged.gold, run.facts)
    for kind in KINDS:
        total = run.judged.score.total(kind, "strict")
        labels = sum(map(len, ([g for g in each if g.kind == kind] for each in run.judged.gold.labels.values())))
        assert sum(found[kind, other] for other in (*KINDS, NOTHING)) == labels
        assert total.correct <= found[kind, kind]


def test_intervals_are_those_of_the_score(run):
    score = run.judged.score
    for scheme in ("strict", "value"):
        for each in accuracies(score, scheme):
            assert (each.f1.low, each.f1.high) == pytest.approx(score.interval(each.kind, scheme))
            assert each.f1.value == pytest.approx(score.total(each.kind, scheme).f1)
            assert each.precision.low <= each.precision.value <= each.precision.high
            assert each.recall.low <= each.recall.value <= each.recall.high


def test_the_overview_counts(run):
    assert sum(row.count for row in overview.currencies(run.all_facts)) == sum(f.kind == "money" for f in run.all_facts)
    bodies = overview.bodies(run.all_facts)
    assert [row.count for row in bodies] == sorted((row.count for row in bodies), reverse=True)
    for rows in overview.amounts(run.statements).values():
        numbers = [row.statement.number for row in rows]
        assert numbers == sorted(numbers, reverse=True)
        assert len({row.name for row in rows}) == len(rows)
    when = overview.timeline(run.all_facts)
    assert all(0 <= period.left <= period.right <= 1 for period in when.periods)
    assert all(0 <= x <= 1 and x + width <= 1.0001 for x, width, *_ in when.columns)


def test_a_run_without_facts_makes_a_page(run):
    bare = build.Run(run.documents, {}, {}, "unknown")
    assert overview.timeline([]) is None
    assert "<h1" in build.page(bare)
    assert "<h1" in build.page(build.Run({}, {}, {}, "unknown"))


def test_what_changed_since_an_older_run_is_on_the_page(run, root, tmp_path):
    older = older_run(root, tmp_path / "before")
    both = build.read(root / "outputs", root / "gold", older=older)
    page = build.page(both)
    tables = unpacked(re.search(r'id="tables">([^<]*)<', page)[1])
    rows = [[*row[2:10], row[10][1]] for row in tables["changes"]]
    assert rows == [
        ["right", "percent", "fact", "value", "percent.amount", "value 99.5", "value 13.6", "value 13.6", "13.6 percent"],
        ["right", "organization", "fact", "nothing there", "organization.headed", "", "China Daily", "China Daily", "China Daily"],
        ["right", "percent", "change", "left open", "subject", "-", "up", "up", "13.6 percent"],
        ["wrong", "money", "fact", "nothing there", "lost", "107 million", "", "107 million", "107 million"],
        ["gone", "money", "fact", "nothing there", "silly", "the", "", "", "the"],
        ["changed", "percent", "fact", "qualifier", "percent.amount", "qualifier about", "qualifier None", "qualifier None", "28 percent"],
    ]  # fmt: skip
    articles = [each for text in re.findall(r'class="block">([^<]*)<', page) for each in unpacked(text)]
    for doc, at, what, *_, (_, words, _) in tables["changes"]:
        change = articles[doc]["changes"][at]
        assert change["what"] == what
        assert "".join(text for text, *marks in articles[doc]["pieces"] if change["at"] in marks) == words
    assert "Changes since before" in page
    for score in (*both.since.diff.scores, *both.since.diff.slot_scores):
        assert f'"num">{score.old:.3f}</td><td class="num">{score.new:.3f}</td>' in page
    assert both.since.diff == ev.compare(
        both.judged.gold, judged(older, root).score, both.judged.score, (judged(older, root).slots, both.judged.slots)
    )
    assert 'href="#changes' not in build.page(run)


def judged(outputs, root):
    return build.read(outputs, root / "gold").judged


def test_the_same_run_twice_has_no_changes(root):
    page = build.page(build.read(root / "outputs", root / "gold", older=root / "outputs"))
    assert unpacked(re.search(r'id="tables">([^<]*)<', page)[1])["changes"] == []
    assert "0 changes since outputs" in page


def test_an_older_run_needs_gold_and_the_same_texts(root, tmp_path):
    code, _, err = factx("report", root / "outputs", "-o", tmp_path / "x.html", "--diff", root / "outputs")
    assert code == 2
    assert "--gold FOLDER" in err
    older = older_run(root, tmp_path / "before")
    (older / "documents.jsonl").write_text("", "utf8")
    (older / "facts.jsonl").write_text("", "utf8")
    (older / "observations.jsonl").write_text("", "utf8")
    with pytest.raises(GoldError, match="in the older outputs: extract it first"):
        build.read(root / "outputs", root / "gold", older=older)


def test_the_command_writes_both_runs(root, tmp_path):
    older = older_run(root, tmp_path / "before")
    code, out, err = factx(
        "report", root / "outputs", "-o", tmp_path / "both.html", "--gold", root / "gold", "--diff", older
    )
    assert (code, err) == (0, "")
    assert out.startswith(f"{tmp_path}/both.html: 27 articles")
    assert "6 changes since before" in (tmp_path / "both.html").read_text("utf8")


def test_the_command_writes_one_file(root, tmp_path):
    code, out, err = factx(
        "report", root / "outputs", "-o", tmp_path / "facts.html", "--gold", root / "gold", "--title", "Mine"
    )
    assert (code, err) == (0, "")
    assert out.startswith(f"{tmp_path}/facts.html: 27 articles, 0.2 MB")
    assert [path.name for path in tmp_path.iterdir()] == ["facts.html"]
    assert "<title>Mine</title>" in (tmp_path / "facts.html").read_text("utf8")


def test_what_is_missing_is_said(root, tmp_path, monkeypatch):
    with pytest.raises(InputError):
        build.read(tmp_path)
    with pytest.raises(InputError, match="no gold labels"):
        build.read(root / "outputs", tmp_path)
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"doc_id": "nowhere"}\n', "utf8")
    with pytest.raises(GoldError):
        build.read(root / "outputs", bad)
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    with pytest.raises(MissingError, match=re.escape("pip install 'factx[report]'")):
        build.page(build.Run({}, {}, {}, "unknown"))


def test_files_of_the_page_are_short(root):
    files = [path for path in (root / "src/factx/report/page").rglob("*") if path.is_file()]
    assert len(files) > 10
    assert [path.name for path in files if path.read_text("utf8").count("\n") > 300] == []


def test_scores_without_observations(root, tmp_path):
    for path in (root / "gold").glob("*.jsonl"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    run = build.read(root / "outputs", tmp_path)
    assert run.judged.slots is None
    assert isinstance(run.judged.score, ev.Score)
    assert "What numbers say" not in build.page(run)


def test_the_pictures_of_the_pages_are_those_of_today(root):
    run = build.read(root / "outputs", root / "gold", root / "benchmarks/measured.json")
    made = run.pictures(alone=True)
    assert sorted(made) == ["scaling", "scores", "speed"]
    for name, picture in made.items():
        assert (root / f"docs/pictures/{name}.svg").read_text("utf8") == picture, "make pictures"
        assert "<script" not in picture
    page = build.page(run)
    assert page.count('class="pic"') == 3
    assert page.count("<style") == 1


def test_measured_figures_that_are_none_are_refused(tmp_path):
    for content in ("[1]", "{", '{"speed": {"rows": [{"value": "much"}]}}', '{"speed": {}}'):
        (tmp_path / "figures.json").write_text(content, "utf8")
        with pytest.raises(InputError):
            pictures.measured(tmp_path / "figures.json")
    with pytest.raises(InputError, match="No such file"):
        pictures.measured(tmp_path / "none.json")


def test_bars_are_as_long_as_their_figures():
    rows = [{"name": "a", "value": 10, "own": True}, {"name": "b", "value": 5}]
    bars = pictures.panel({"title": "t", "command": "c", "rows": rows}).bars
    assert [(bar.shown, bar.own) for bar in bars] == [("10", True), ("5", False)]
    assert bars[0].width == pytest.approx(2 * bars[1].width)
