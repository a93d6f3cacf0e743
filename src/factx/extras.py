"""Optional libraries: imported when first used; a missing one is an error that says what to install."""

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
