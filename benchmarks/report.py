"""How big is a report page, how long does it take to make and to open?  python benchmarks/report.py [ARTICLES...]

The outputs of corpus/ over and over, each article under a new id (a deflated block reaches back 32 kB, less than the
corpus once, so repeats are not packed better than other articles), through the report command; then opened from disk in
chromium: until the overview is ready, and until the first article asked for by its address shows its first mark. Medians
of three, each in a fresh window; CPU seconds are of the page's process, its start among them. Needs the extra `browser` and a chromium (FACTX_TEST_CHROMIUM names another).
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from factx.observation import observation_id
from factx.records import fact_id
from factx.report import build

OUTPUTS = Path(__file__).parents[1] / "outputs"
WATCH = """
    const watch = (selector, name) => {
      const look = () => document.querySelector(selector)
        ? requestAnimationFrame(() => (window[name] = performance.now())) : requestAnimationFrame(look);
      look();
    };
    watch("html[data-ready]", "ready");
    watch("#text mark", "marked");
"""


def table(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (OUTPUTS / f"{name}.jsonl").read_bytes().splitlines()]


def grouped(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["doc_id"], []).append(row)
    return found


def copies(count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield rows of a run of so many articles, each with the table it belongs to."""
    facts, said = grouped(table("facts")), grouped(table("observations"))
    for n, document in enumerate(islice(cycle(table("documents")), count)):
        new = f"{document['id']}-{n}"
        yield "documents", document | {"id": new}
        ids = {f["id"]: fact_id(new, f["start"], f["end"], f["kind"]) for f in facts.get(document["id"], ())}
        renamed = lambda row, names: {name: ids.get(row[name], row[name]) for name in names if name in row}  # noqa: B023, E731
        for fact in facts.get(document["id"], ()):
            yield "facts", fact | {"doc_id": new} | renamed(fact, ("id", "equivalent_of"))
        for each in said.get(document["id"], ()):
            told = each | {"doc_id": new} | renamed(each, ("fact_id", "about_id", "when_id", "of_id"))
            yield "observations", told | {"id": observation_id(told["fact_id"])}


def write(count: int, folder: Path) -> None:
    files = {name: (folder / f"{name}.jsonl").open("w") for name in ("documents", "facts", "observations", "rejected")}
    for name, row in copies(count):
        files[name].write(json.dumps(row) + "\n")
    for file in files.values():
        file.close()


def seconds(browser: Any, address: str, name: str) -> tuple[float, float]:  # noqa: ANN401 - of Playwright
    """Return the seconds until what WATCH names is there, and the CPU seconds of the page's process."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(120_000)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_function("name => window[name] !== undefined", arg=name)
    took = page.evaluate("name => window[name]", name) / 1000
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    context.close()
    return float(took), metrics["ProcessTime"]


def medians(browser: Any, address: str, name: str) -> tuple[float, float]:  # noqa: ANN401
    walls, cpus = zip(*(seconds(browser, address, name) for _ in range(3)), strict=True)
    return statistics.median(walls), statistics.median(cpus)


def main() -> None:
    from playwright.sync_api import sync_playwright

    counts = [int(each) for each in sys.argv[1:]] or [17, 200, 2000]
    path = os.environ.get("FACTX_TEST_CHROMIUM") or shutil.which("chromium")
    print(
        f"{'articles':>8} {'facts':>8} {'made in s':>10} {'CPU s':>7} {'page MB':>8} {'overview s':>11} {'CPU s':>6} {'first mark s':>13} {'CPU s':>6}"
    )
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for count in counts:
            folder = Path(name) / str(count)
            folder.mkdir()
            write(count, folder)
            began, worked = time.perf_counter(), time.process_time()
            run = build.read(folder)
            text = build.page(run)
            took, cpu = time.perf_counter() - began, time.process_time() - worked
            page = folder / "report.html"
            page.write_text(text, "utf8")
            last = list(run.documents)[-1]
            ready = "{:11.2f} {:6.2f}".format(*medians(browser, page.as_uri(), "ready"))
            marked = "{:13.2f} {:6.2f}".format(*medians(browser, f"{page.as_uri()}#article/{last}", "marked"))
            facts = len(run.all_facts)
            size = page.stat().st_size / 1e6
            print(f"{count:8,} {facts:8,} {took:10.1f} {cpu:7.1f} {size:8.1f} {ready} {marked}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
