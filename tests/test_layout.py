"""The shape of the code: short files, short functions, patterns that can be read."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src/factx"
FILES = sorted(SOURCE.rglob("*.py"))
NAMES = [path.relative_to(SOURCE).as_posix() for path in FILES]
LINES, FUNCTION, WIDTH = 300, 40, 120


@pytest.fixture(params=FILES, ids=NAMES)
def source(request):
    return request.param.read_text("utf8")


def test_no_file_is_long(source):
    assert source.count("\n") <= LINES


def test_no_function_is_long(source):
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    lines = {f.name: f.end_lineno - f.body[0].lineno + 1 + min(len(f.args.args), FUNCTION // 2) for f in functions}
    assert [name for name, count in lines.items() if count > FUNCTION] == []  # a command's options are a line each


def test_patterns_stand_on_lines_that_can_be_read(source):
    lines = source.splitlines()
    patterns = [
        n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Constant | ast.JoinedStr) and _raw(n, lines)
    ]
    long = {n for p in patterns for n in range(p.lineno, p.end_lineno + 1) if len(lines[n - 1]) > WIDTH}
    assert sorted(long) == []


def _raw(node, lines):
    """Tell whether a string is written raw, as patterns are."""
    isstring = isinstance(node, ast.JoinedStr) or isinstance(node.value, str)
    return isstring and lines[node.lineno - 1].encode()[node.col_offset :].decode().lower().startswith(("r", "fr"))


def test_the_source_archive_has_what_its_tests_read():
    root, read = SOURCE.parents[1], r'\b(?:ROOT|root) / "(\w+)[/"]'
    lines = (root / "MANIFEST.in").read_text("utf8").splitlines()
    grafted = {line.removeprefix("graft ") for line in lines if line.startswith("graft ")}
    named = {name for test in (root / "tests").rglob("*.py") for name in re.findall(read, test.read_text("utf8"))}
    assert {"corpus", "docs"} <= named - {"src"} <= grafted
