"""What README and docs/ show is true: examples run, output of commands, tables and scripts are today's, links lead somewhere."""

import ast
import doctest
import importlib
import importlib.util
import json
import os
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer

import factx
from factx.cli import app
from factx.kinds import KINDS
from factx.load import databases, load

ROOT = Path(__file__).parents[1]
_spec = importlib.util.spec_from_file_location("update", ROOT / "docs/update.py")
update = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(update)

PAGES = update.pages()
COMMANDS = typer.main.get_command(app).commands


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_generated_blocks_are_todays(page):
    text = page.read_text("utf8")
    now = update.refreshed(text)
    assert now.splitlines() == text.splitlines(), "python docs/update.py makes the page anew"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_python_examples(page):
    assert doctest.testfile(str(page), module_relative=False).failed == 0


def test_readme_has_python_examples():
    assert doctest.testfile(str(ROOT / "README.md"), module_relative=False).attempted > 2


def test_package_example():
    assert doctest.testmod(factx).failed == 0


@pytest.mark.parametrize("script", sorted((ROOT / "docs/examples").glob("*.py")), ids=named)
def test_example_scripts_print_what_their_page_shows(script, capsys):
    runpy.run_path(str(script), run_name="__main__")
    printed = capsys.readouterr().out
    assert printed
    shown = [page.read_text("utf8") for page in PAGES if f"<!-- file: {named(script)} -->" in page.read_text("utf8")]
    assert any(f"$ python docs/examples/{script.name}\n{printed}" in page for page in shown)


def test_examples_pass_the_mypy_of_a_user(tmp_path):
    readme = tmp_path / "readme.py"
    readme.write_text(doctest.script_from_examples((ROOT / "README.md").read_text("utf8")), "utf8")
    scripts = [readme, *(ROOT / "docs/examples").glob("*.py")]
    options = ["--strict", "--config-file=", "--follow-imports=silent", "--cache-dir", ROOT / ".mypy_cache/user"]
    command = [sys.executable, "-m", "mypy", *options, *scripts]
    done = subprocess.run(command, capture_output=True, check=False, env=os.environ | {"MYPYPATH": str(ROOT / "src")})
    assert (done.returncode, done.stdout.decode()) == (0, f"Success: no issues found in {len(scripts)} source files\n")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page):
    text = page.read_text("utf8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, heading = target.partition("#")
        if "://" not in target:
            there = (page.parent / path).resolve() if path else page
            assert there.exists(), target
            headings = re.findall(r"^#+ (.+)$", there.read_text("utf8"), re.MULTILINE) if heading else []
            slugs = [re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings]
            assert not heading or heading in slugs, target


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_files_named_exist(page):
    files = re.findall(
        r"\b((?:src|docs|tests|benchmarks|gold|training)/[\w./-]+\.(?:py|json|md|sql|txt))", page.read_text("utf8")
    )
    assert [name for name in files if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_rules_named_exist(page):
    rules = {rule.name for kind in KINDS.values() for rule in kind.rules} | {"percent.bakers_dozen"}
    shown = set(re.findall(rf"\b(?:{'|'.join(KINDS)})\.[a-z]+_[a-z_]+", page.read_text("utf8")))
    assert shown - rules == set()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_options_shown_exist(page):
    blocks = re.findall(r"^```console\n(.*?)^```", page.read_text("utf8"), re.MULTILINE | re.DOTALL)
    for command in (c for block in blocks for c in update.commands(block)):
        for name, rest in re.findall(r"(?:^|\| )(?:\.venv/bin/)?factx ([a-z][a-z-]*)([^|#]*)", command):
            known = {option for p in COMMANDS[name].params for option in p.opts} | {"--help"}
            assert set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", rest)) <= known, command


@pytest.mark.parametrize("page", [*PAGES, *ROOT.glob("requirements*.lock")], ids=named)
def test_nothing_of_one_machine_or_registry(page):
    assert (
        re.findall(r"/(?:home|root|tmp|work)/|file://|Traceback|pypi|https?://[^\s)]*simple", page.read_text("utf8"))
        == []
    )


@pytest.mark.parametrize("script", sorted([*ROOT.glob("benchmarks/*.py"), *ROOT.glob("training/*.py")]), ids=named)
def test_what_scripts_import_of_factx_is_there(script):
    nodes = [node for node in ast.walk(ast.parse(script.read_text("utf8"))) if isinstance(node, ast.ImportFrom)]
    for node in (n for n in nodes if n.module.startswith("factx")):
        home = importlib.import_module(node.module)
        for name in (alias.name for alias in node.names):
            assert hasattr(home, name) or importlib.import_module(f"{node.module}.{name}")


def test_figures_of_the_pictures_are_those_of_the_page():
    page = re.sub(r"(?<=\d),(?=\d{3})", "", (ROOT / "docs/benchmarks.md").read_text("utf8"))
    panels = [p for p in json.loads((ROOT / "benchmarks/measured.json").read_bytes()).values() if isinstance(p, dict)]
    values = [row["value"] for panel in panels for row in panel["rows"]]
    assert [v for v in values if not re.search(rf"(?<![\d.]){v}(?![\d.]\d)", page)] == []
    assert len(values) > 10


def test_readme_is_short():
    assert len((ROOT / "README.md").read_text("utf8").splitlines()) <= 200


def test_every_command_and_package_has_its_place():
    commands = (ROOT / "docs/commands.md").read_text("utf8")
    assert [name for name in COMMANDS if f"## factx {name}\n" not in commands] == []
    picture = (ROOT / "docs/architecture.md").read_text("utf8")
    home = Path(factx.__file__).parent
    places = [f"{p.parent.name}/" for p in home.glob("*/__init__.py")] + [p.name for p in home.glob("[a-z]*.py")]
    assert [place for place in places if f"`{place}`" not in picture] == []


def test_changelog_knows_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]["version"]
    assert re.search(rf"^## \[{re.escape(version)}\]", (ROOT / "CHANGELOG.md").read_text("utf8"), re.MULTILINE)


def test_queries_shown_run(url):
    load(ROOT / "outputs", url)
    for page in ("databases", "observations"):
        text = (ROOT / f"docs/{page}.md").read_text("utf8")
        queries = "".join(re.findall(r"^```sql\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
        with databases.opened(url) as database:
            found = [database.rows(query) for query in queries.split(";") if query.strip()]
        assert len(found) == {"databases": 5, "observations": 3}[page]
        assert all(found)


def test_queries_whose_answers_are_shown_are_those_that_run():
    page = (ROOT / "docs/observations.md").read_text("utf8")

    def blocks(kind):
        return "".join(re.findall(rf"^```{kind}\n(.*?)^```", page, re.MULTILINE | re.DOTALL))

    def plain(query):
        return " ".join(re.sub(r"--.*|[\\\"]", "", query).split())

    shown = re.findall(r'ask\.py "(SELECT (?:\\.|[^"\\])*)"', blocks("console"), re.DOTALL)
    assert [plain(query) for query in shown] == [plain(query) for query in blocks("sql").split(";") if query.strip()]
