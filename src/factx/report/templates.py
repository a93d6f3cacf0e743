"""The templates of pages and pictures, filled in: everything in them escaped but our own script and style."""

from importlib.resources import files
from typing import Any

from factx.extras import import_extra


def filled(template: str, **told: Any) -> str:  # noqa: ANN401 - what the template wants
    """Return a template with what it wants; raises MissingError without jinja2."""
    jinja2 = import_extra("jinja2", "report")
    there = jinja2.Environment(
        loader=jinja2.PackageLoader("factx.report", "page"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return str(there.get_template(template).render(**told))


def ours(text: str) -> str:
    """Return our own script, style or picture so that it is not escaped."""
    marked: str = import_extra("markupsafe", "report").Markup(text)
    return marked


def part(name: str) -> str:
    """Return the text of a file of the page."""
    return (files("factx.report") / "page" / name).read_text("utf8")
