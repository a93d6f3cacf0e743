"""Zip files of XML, as word processors and e-books are: their members and trees (zipfile and defusedxml)."""

import io
import zipfile
from typing import Any

from factx.extras import import_extra
from factx.read.decode import NotTextError
from factx.read.options import Raw, ReadOptions, bytes_of, over

_MEMBERS = 5000


class Members:
    """The members of a zip file, all of them together within the limit of a record."""

    def __init__(self, raw: Raw, options: ReadOptions, what: str) -> None:
        """Open a file; `what` it should be is said where it is none."""
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(bytes_of(raw)))
            self.names = {name.replace("\\", "/"): name for name in self.archive.namelist()}  # as some on Windows write
        except (zipfile.BadZipFile, ValueError, OverflowError) as error:
            raise NotTextError(f"no {what}, or a damaged one: {error}") from error
        if len(self.names) > _MEMBERS:
            raise NotTextError(f"over {_MEMBERS} files in it")
        self.options, self.left = options, options.max_bytes

    def read(self, name: str) -> bytes:
        """Return a member's bytes; raises NotTextError saying why there are none."""
        try:
            with self.archive.open(self.names[name]) as file:
                data = file.read(self.left + 1)
        except (RuntimeError, NotImplementedError) as error:  # a password; packed in a way unknown
            raise NotTextError(f"{name} cannot be unpacked: {error}") from error
        except KeyError as error:
            raise NotTextError(f"no {name} in it") from error
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, ArithmeticError) as error:
            raise NotTextError(f"{name} is damaged: {error or 'it ends too early'}") from error
        except Exception as error:
            raise NotTextError(f"{name} is damaged: {error}") from error
        self.left -= len(data)
        if self.left < 0:
            raise NotTextError(f"unpacked {over(self.options)}")
        return data

    def tree(self, name: str) -> Any:  # noqa: ANN401 - an element of defusedxml's tree
        """Return the root of a member."""
        return tree(self.read(name), name)


def tree(data: bytes, what: str) -> Any:  # noqa: ANN401 - an element of defusedxml's tree
    """Return the root of an XML text, names without their spaces; raises NotTextError saying what is wrong."""
    defused = import_extra("defusedxml.ElementTree", "xml")
    common = import_extra("defusedxml.common", "xml")
    try:
        root = defused.fromstring(data)
    except common.DefusedXmlException as error:
        raise NotTextError(f"{what} declares entities or fetches others: not read") from error
    except (defused.ParseError, ValueError, LookupError) as error:
        raise NotTextError(f"bad XML in {what}: {error}") from error
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return root
