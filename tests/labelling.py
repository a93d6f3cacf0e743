"""A labelling page as one process serves it."""

import threading
from contextlib import contextmanager

from factx.label.server import Server


@contextmanager
def served(book, **about):
    """The server of a book, until the end."""
    server = Server(book, {"annotator": None, "suggest": False, "settle": []} | about)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
