"""Makes what the pages show anew: output of commands, tables of fields, example scripts.

Run `python docs/update.py` for all pages, or name some. A comment in a page says what the block below it holds; tests/test_docs.py fails where a block is not what it would be today.

    <!-- run -->                 a console block whose commands are run, one after another, in a folder of the page's own
    <!-- file: PATH -->          a code block with a file of this repository
    <!-- fields: MODEL... -->    a table of the fields of records of factx, up to <!-- end -->
    <!-- bodies -->              a table of widely known bodies, up to <!-- end -->
    <!-- library -->             a table of the public names of factx, up to <!-- end -->
    <!-- commands -->            the help of every command, up to <!-- end -->
"""

import inspect
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import typer

import factx
import factx.cli
from factx.kinds.organization.known_bodies import listed
from factx.records import BaseFact

ROOT = Path(__file__).parents[1]
EXAMPLES = {  # files that commands in the pages read
    "article.txt": "Norden Foods said on Friday that its first-half sales grew 13.6 percent to about 371.5 million euros from a year earlier.\n",
    "more.jsonl": '{"id": "a", "published": "2021-09-24", "text": "Oil fell 3% to $58.24 a barrel."}\n{"id": "b"}\n',
    "ask.py": "import sys\n\nimport duckdb\n\nprint(duckdb.connect('facts.duckdb', read_only=True).sql(sys.argv[1]))\n",
}
WIDTH = "100"  # columns of the terminal that commands are run in

_RUN = re.compile(r"(?<=<!-- run -->\n```console\n)(?P<body>.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"<!-- file: (?P<path>\S+) -->\n```python\n(?P<body>.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_FIELDS = re.compile(r"<!-- fields: (?P<models>[\w ]+) -->\n(?P<body>.*?)(?=<!-- end -->)", re.DOTALL)
_BODIES = re.compile(r"<!-- bodies -->\n(?P<body>.*?)(?=<!-- end -->)", re.DOTALL)
_LIBRARY = re.compile(r"<!-- library -->\n(?P<body>.*?)(?=<!-- end -->)", re.DOTALL)
_COMMANDS = re.compile(r"<!-- commands -->\n(?P<body>.*?)(?=<!-- end -->)", re.DOTALL)


def pages() -> list[Path]:
    """Return every page of the repository."""
    return sorted(p for folder in (".", "docs", "corpus", "gold") for p in (ROOT / folder).glob("*.md"))


def refreshed(page: str) -> str:
    """Return a page with its marked blocks as they are today."""
    with tempfile.TemporaryDirectory() as folder:
        _furnish(Path(folder))
        page = _RUN.sub(lambda m: "".join(_session(m["body"], folder)), page)
    page = _replaced(_FILE, page, lambda m: (ROOT / m["path"]).read_text("utf8"))
    page = _replaced(_FIELDS, page, lambda m: "".join(_field_rows(m["models"].split())))
    page = _replaced(_BODIES, page, lambda _: "".join(_body_rows()))
    page = _replaced(_LIBRARY, page, lambda _: "".join(_library_rows()))
    return _replaced(_COMMANDS, page, lambda _: "\n".join(_help()))


def commands(console: str) -> Iterator[str]:
    r"""Yield the commands of a console block: lines after "$ ", with the lines that a final \ continues."""
    for m in re.finditer(r"^\$ ((?:.*\\\n)*.*)$", console, re.MULTILINE):
        yield m[1]


def _replaced(pattern: re.Pattern[str], page: str, body: Callable[[re.Match[str]], str]) -> str:
    """Return a page with the group `body` of each match replaced."""
    return pattern.sub(lambda m: m[0][: m.start("body") - m.start()] + body(m), page)


def _furnish(folder: Path) -> None:
    """Put what commands read into a folder: the files of EXAMPLES, and this repository's own folders."""
    for name, text in EXAMPLES.items():
        (folder / name).write_text(text, "utf8")
    for name in ("corpus", "gold", "outputs", "docs"):
        (folder / name).symlink_to(ROOT / name)


def _session(console: str, folder: str) -> Iterator[str]:
    """Yield each command of a console block and what it prints today, errors among it."""
    there = os.environ | {"COLUMNS": WIDTH, "TERM": "dumb", "PYTHONWARNINGS": "ignore"}
    there["PYTHONPATH"] = str(ROOT / "src")
    there["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{there['PATH']}"
    for command in commands(console):
        done = subprocess.run(  # noqa: S603 - commands of our own pages
            [shutil.which("bash") or "sh", "-c", command],
            cwd=folder,
            env=there,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        printed = "".join(f"{line.rstrip()}\n" for line in done.stdout.decode("utf8").splitlines())
        yield f"$ {command}\n{printed}"


def _field_rows(models: list[str]) -> Iterator[str]:
    """Yield the lines of a table of models' fields; those that a model shares with BaseFact stand under BaseFact alone."""
    yield "| kind | field | type in JSON | meaning |\n|---|---|---|---|\n"
    for name in models:
        model = getattr(factx, name)
        schema = model.model_json_schema(mode="serialization")
        shared = BaseFact.model_fields if BaseFact in model.__bases__ else {}
        title = {"BaseFact": "every fact"}.get(name, name.removesuffix("Fact").lower())
        for field, about in schema["properties"].items():
            if field not in shared:
                exact = "decimal " if "Decimal" in str(model.model_fields[field].annotation) else ""
                yield f"| {title} | `{field}` | {exact}{_type(about, schema)} | {about.get('description', '')} |\n"
                title = ""


def _body_rows() -> Iterator[str]:
    """Yield the lines of a table of widely known bodies, their names by id."""
    yield "| org_id | names |\n|---|---|\n"
    yield from (f"| `{body}` | {', '.join(names)} |\n" for body, names in listed().items())


def _library_rows() -> Iterator[str]:
    """Yield the lines of a table of factx's public names, each with the first sentence of its docstring."""
    yield "| `factx.` | |\n|---|---|\n"
    for name in factx.__all__:
        found = getattr(factx, name)
        found = get_args(found)[0] if get_origin(found) is Annotated else found
        told = inspect.getdoc(found) if inspect.isclass(found) or inspect.isfunction(found) else str(found)
        plain = re.sub(r"\b(?:factx|collections|typing)[\w.]*\.", "", (told or "").split("\n\n")[0])
        yield f"| `{name}` | {' '.join(plain.split()).replace('|', 'or')} |\n"


def _type(about: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return the JSON type of a field in words: "string", "decimal string or null", "one of a, b"."""
    if "$ref" in about:
        about = schema["$defs"][about["$ref"].rpartition("/")[2]]
    if "anyOf" in about:
        return " or ".join(_type(each, schema) for each in about["anyOf"])
    if "enum" in about:
        return "one of " + ", ".join(about["enum"])
    if "const" in about:
        return f'"{about["const"]}"'
    if about["type"] == "object":
        return "object of strings" if about.get("additionalProperties", {}).get("type") == "string" else "object"
    if about["type"] == "array":
        return f"list of {_type(about['items'], schema)}"
    return {"date": "date (YYYY-MM-DD)"}.get(about.get("format", ""), about["type"])


def _help() -> Iterator[str]:
    """Yield the help of factx and of each of its commands, a section each."""
    names = typer.main.get_command(factx.cli.app).commands  # type: ignore[attr-defined]
    for command in ("factx", *(f"factx {name}" for name in names)):
        told = "".join(_session(f"$ {command} --help", str(ROOT)))
        yield f"\n## {command}\n\n```console\n{told}```\n"


def main() -> None:
    """Rewrite the pages named on the command line, or all of them, and name those that changed."""
    for page in [Path(name).absolute() for name in sys.argv[1:]] or pages():
        before = page.read_text("utf8")
        now = refreshed(before)
        if now != before:
            page.write_text(now, "utf8")
            sys.stdout.write(f"changed: {page.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
