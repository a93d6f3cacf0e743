"""The server of the labelling page: this machine only, one page, a change a request."""

import json
import re
import sys
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from factx.errors import FactxError, InputError
from factx.label.book import Book, StaleError
from factx.label.forms import forms
from factx.label.guard import HEADERS, Guard
from factx.label.made import Refused

FILES = {"": "page.html"} | {
    name: name
    for name in (
        "style.css",
        "main.js",
        "api.js",
        "text.js",
        "article.js",
        "keys.js",
        "value_form.js",
        "said_form.js",
        "panel.js",
        "guide.js",
        "guide.md",
    )
}
TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "md": "text/plain"}
_MOST = 1 << 20  # bytes of a change


class Server(ThreadingHTTPServer):
    """A server of one book; `address` is the page's, token and all. `about` is told the page (annotator, settling)."""

    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, book: Book, about: Mapping[str, Any], port: int = 0) -> None:
        """Bind to 127.0.0.1; port 0: a free one."""
        super().__init__(("127.0.0.1", port), _Handler)
        self.book, self.about, self.lock = book, about, Lock()
        self.guard = Guard.new(self.server_address[1])

    @property
    def address(self) -> str:
        """The address of the page."""
        return self.guard.address

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the class above has it
        """Say nothing of a page that was closed before its answer came."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        """Send the page, a file of it, or what it asks for."""
        if not self._let_in():
            return
        url = urlsplit(self.path)
        name = url.path.removeprefix(f"/{self.server.guard.token}/")
        if name in FILES:
            data = resources.files("factx.label").joinpath("page", FILES[name]).read_bytes()
            self._send(HTTPStatus.OK, data, TYPES[FILES[name].rpartition(".")[2]])
        elif name == "api/articles":
            with self.server.lock:
                self._json({"articles": self.server.book.listed(), "forms": forms(), **self.server.about})
        elif name == "api/article":
            self._article(parse_qs(url.query).get("id", [""])[0])
        else:
            self._json({"error": "not found"}, HTTPStatus.NOT_FOUND)

    def _article(self, doc_id: str) -> None:
        with self.server.lock:
            if doc_id not in self.server.book.documents:
                self._json({"error": "no such article"}, HTTPStatus.NOT_FOUND)
                return
            try:
                self._json(self.server.book.shown(doc_id))
            except FactxError as error:
                self._json({"error": str(error)}, HTTPStatus.INTERNAL_SERVER_ERROR)

    def do_POST(self) -> None:
        """Make a change: {id, version, what, given}; 422 with the reason for each field where it is refused, 409 where it is late."""
        if not self._let_in():
            return
        size = self.headers.get("Content-Length", "")
        if not re.fullmatch("[0-9]{1,9}", size) or int(size) > _MOST:
            self.close_connection = True
            self._json({"error": "too large"}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        try:
            asked = json.loads(self.rfile.read(int(size)))
            doc_id, version, what, given = (asked[name] for name in ("id", "version", "what", "given"))
            known = isinstance(given, dict) and isinstance(version, int) and doc_id in self.server.book.documents
        except (ValueError, TypeError, KeyError, RecursionError):
            known = False
        if not known or not self.path.endswith(f"/{self.server.guard.token}/api/change"):
            self._json({"error": "no such change"}, HTTPStatus.BAD_REQUEST)
            return
        with self.server.lock:
            self._change(doc_id, version, str(what), given)

    def _change(self, doc_id: str, version: int, what: str, given: Mapping[str, Any]) -> None:
        book = self.server.book
        try:
            book.change(doc_id, version, what, given)
        except Refused as refused:
            self._json({"fields": refused.fields}, HTTPStatus.UNPROCESSABLE_ENTITY)
        except StaleError:
            self._json({"error": "changed in another window"}, HTTPStatus.CONFLICT)
        except InputError as error:
            self._json({"error": str(error)}, HTTPStatus.BAD_REQUEST)
        except (FactxError, OSError) as error:
            self._json({"error": str(error)}, HTTPStatus.INTERNAL_SERVER_ERROR)
        except (ValueError, TypeError, AttributeError) as error:  # a value of a type that no form sends
            self._json({"error": f"no such change: {error}"}, HTTPStatus.BAD_REQUEST)
        else:
            self._json(book.shown(doc_id))

    def _let_in(self) -> bool:
        why = self.server.guard.refuses(
            self.command, self.path, {name.title(): value for name, value in self.headers.items()}
        )
        if why:
            self.close_connection = True
            self._json({"error": why}, HTTPStatus.FORBIDDEN)
        return why is None

    def _json(self, data: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(status, json.dumps(data, ensure_ascii=True).encode(), "application/json")

    def _send(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def version_string(self) -> str:
        """Return who answers."""
        return "factx"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the class above
        """Say nothing: the terminal holds the address, and the token is in every line."""
