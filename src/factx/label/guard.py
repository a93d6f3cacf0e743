"""Who may speak to the labelling page: this machine, by its own name, with the token, from the page itself."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """The token and the addresses of one server; `refuses` says why a request is none of the page's."""

    port: int
    token: str

    @classmethod
    def new(cls, port: int) -> "Guard":
        """Return a guard with a token that nobody can guess."""
        return cls(port, secrets.token_urlsafe(24))

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self.port}/{self.token}/"

    def refuses(self, method: str, path: str, headers: Mapping[str, str]) -> str | None:
        """Return why a request is refused; None: it is not.

        The Host must be this server's (against DNS rebinding), the first part of the path the token, and a request that may
        change something must come from this origin and be JSON, which no form of another page can send.
        """
        hosts = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        if headers.get("Host") not in hosts:
            return "wrong host"
        given = path.removeprefix("/").partition("/")[0].partition("?")[0]
        if not secrets.compare_digest(given.encode("utf8", "replace"), self.token.encode()):
            return "wrong token"
        if headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return "wrong site"
        origin = headers.get("Origin")
        if method == "POST" and origin is None:
            return "no origin"
        if origin is not None and origin != f"http://{headers.get('Host')}":
            return "wrong origin"
        if method == "POST" and headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            return "not JSON"
        return None
