"""Libraries that only some formats need: imported when first used, and named when they are not installed."""

from importlib import import_module
from types import ModuleType

from factx.errors import MissingError


def import_extra(module: str, extra: str) -> ModuleType:
    """Return a module of an extra; raises MissingError saying what to install."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise MissingError(f"needs {package}, which is not installed: try  pip install 'factx[{extra}]'") from error
