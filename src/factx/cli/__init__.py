"""The factx command: each command parses, calls the library, prints, and turns expected errors into one line."""

import json
import sys
from typing import Annotated, Literal

import typer

from factx.cli import load as loading
from factx.cli import streams
from factx.cli.agreement import EXAMPLE as AGREEMENT
from factx.cli.agreement import agreement
from factx.cli.check_ner import EXAMPLE as CHECK_NER
from factx.cli.check_ner import check_ner
from factx.cli.evaluate import EXAMPLE as EVALUATE
from factx.cli.evaluate import evaluate
from factx.cli.exchange import EXPORT, IMPORT, export_gold, import_gold
from factx.cli.extract import EXAMPLE, Aliases, VagueDates, extract
from factx.cli.label import EXAMPLE as LABEL
from factx.cli.label import label
from factx.cli.options import DEFAULT_MODEL, Accurate, Country, Model, Published
from factx.cli.report import EXAMPLE as REPORT
from factx.cli.report import report
from factx.cli.show import EXAMPLE as SHOW
from factx.cli.show import show
from factx.cli.suspicious import EXAMPLE as SUSPICIOUS
from factx.cli.suspicious import suspicious
from factx.cli.verify import EXAMPLE as VERIFY
from factx.cli.verify import verify
from factx.errors import FactxError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn news articles into facts a database can hold: money, percentages, organizations, dates.",
    epilog="Example: factx extract articles/ -o facts/",
)


def _version(*, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        streams.say(f"factx {version('factx')}")
        raise typer.Exit


@app.callback()
def top(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=lambda asked: _version(asked=asked), is_eager=True
        ),
    ] = False,
) -> None:
    """Hold what all commands share."""


app.command(epilog=EXAMPLE)(extract)
app.command(epilog=loading.EXAMPLE)(loading.load)
app.command(epilog=VERIFY)(verify)
app.command(epilog=SHOW)(show)
app.command(epilog=REPORT)(report)


app.command(epilog=EVALUATE)(evaluate)
app.command(epilog=LABEL)(label)
app.command(epilog=AGREEMENT)(agreement)
app.command("import-gold", epilog=IMPORT)(import_gold)
app.command("export-gold", epilog=EXPORT)(export_gold)


@app.command(epilog='Example: factx explain "Sales rose 5% to €3m last year" --published 2021-09-24')
def explain(
    text: Annotated[str, typer.Argument(help="A text; - is stdin.")],
    published: Published = None,
    model: Model = DEFAULT_MODEL,
    accurate: Accurate = False,
    country: Country = None,
    vague_dates: VagueDates = False,
    aliases: Aliases = None,
) -> None:
    """Show which rules matched a text, which won, and why."""
    from factx import explanation
    from factx.kinds.organization.aliases import read_aliases
    from factx.pipeline import Extractor
    from factx.records import Document

    if text == "-":
        text = sys.stdin.read()
    document = Document(
        id="text",
        text=text,
        published=published.date() if published else None,
        country=country,
    )
    extractor = Extractor(model, vague_dates, read_aliases(aliases) if aliases else None, accurate=accurate)
    for line in explanation.explain(document, extractor):
        streams.say(line)


@app.command(epilog="Example: factx rules | grep money")
def rules() -> None:
    """Print every rule with the examples that prove it."""
    from factx.kinds import KINDS
    from factx.report import terminal as report

    for line in report.rules_lines(rule for kind in KINDS.values() for rule in kind.rules):
        streams.say(line)


@app.command(epilog="Example: factx schema > fact.schema.json      factx schema observations")
def schema(
    table: Annotated[
        Literal["facts", "observations", "documents", "rejected"], typer.Argument(help="Which file of a run.")
    ] = "facts",
) -> None:
    """Print the JSON Schema of one line of a file: of facts.jsonl, if no other is named."""
    from factx.tables import TABLES

    typer.echo(json.dumps(TABLES[table].json_schema(), indent=2, ensure_ascii=False))


app.command(epilog=SUSPICIOUS)(suspicious)
app.command("check-ner", epilog=CHECK_NER)(check_ner)


def main() -> None:
    """Run the command line; an expected error is one line on stderr and exit code 2."""
    streams.present()
    streams.any_sign()
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # what cannot be written is said here, not at the very end
    except FactxError as error:
        streams.say(f"factx: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        streams.give_up()
        sys.exit(0)
    except OSError as error:
        streams.give_up()
        streams.say(f"factx: {error.filename or 'the output'}: {error.strerror}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        streams.say("factx: stopped; no file is half-written", err=True)
        sys.exit(130)
