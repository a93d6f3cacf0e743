"""Everything factx raises on purpose is a FactxError; its message is one line a user can act on."""


class FactxError(Exception):
    """A problem whose message tells the user what to do."""


class InputError(FactxError):
    """A path, option or text that cannot be used as given."""


class MissingError(FactxError):
    """A library of an extra that is not installed."""


class WorkerError(FactxError):
    """Worker processes that cannot start, or die whatever they are given."""


class OutputError(FactxError):
    """A place that cannot be written to."""


class ModelError(FactxError):
    """An NLP model that is missing or unusable."""


class UnsupportedModelError(ModelError):
    """A model that the fast path cannot compute: spaCy itself must."""


class DatabaseError(FactxError):
    """A database that cannot be reached, read or written to."""


class GoldError(FactxError):
    """A gold label that is not true of its document, or gold that does not fit the floors."""
