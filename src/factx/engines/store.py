"""Where a cluster reads and writes: files of this machine, s3://, gs://, hdfs://, by one set of calls (pyarrow's)."""

import io
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import urlsplit

from factx.errors import InputError, OutputError
from factx.extras import import_extra
from factx.files import durable

_PIECE = 1 << 20  # bytes asked for at a time
_PATIENCE = 60  # seconds that a server of one's own may take to answer: a busy one is not a lost one
_S3 = {"s3", "s3a", "s3n"}
_FAULTS = {  # what S3 says, in words
    "NO_SUCH_BUCKET": "there is no such bucket",
    "NO_SUCH_KEY": "there is no such object",
    "ACCESS_DENIED": "access denied: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or the machine's role) must be of one who may",
    "INVALID_ACCESS_KEY_ID": "the access key is not known there: look at AWS_ACCESS_KEY_ID",
    "INVALID_CLIENT_TOKEN_ID": "the access key is not known there: look at AWS_ACCESS_KEY_ID",
    "SIGNATURE_DOES_NOT_MATCH": "the secret key is wrong: look at AWS_SECRET_ACCESS_KEY",
    "NETWORK_CONNECTION": "the server cannot be reached: look at AWS_ENDPOINT_URL and the network",
}


@dataclass(frozen=True, slots=True)
class Store:
    """A folder or file. Sent to another machine it takes the server's address along, but no secrets: each has its own."""

    system: Any
    path: str  # in the file system
    url: str  # as the user gave it

    @property
    def local(self) -> bool:
        """Return whether these are files of this machine."""
        return str(self.system.type_name) == "local"

    def of(self, name: str) -> "Store":
        """Return what is under a name in this folder."""
        return Store(self.system, f"{self.path.rstrip('/')}/{name}", f"{self.url.rstrip('/')}/{name}")

    def info(self) -> Any:  # noqa: ANN401 - pyarrow tells no types
        """Return what pyarrow knows of the file or folder: is_file, size, mtime_ns."""
        with told(self.url):
            return self.system.get_file_info(self.path)

    def needs_bucket(self) -> None:
        """Raise InputError where it is the bucket that is missing, which a listing does not tell."""
        bucket = self.path.partition("/")[0]
        if str(self.system.type_name) in _S3 and Store(self.system, bucket, self.url).info().type.name == "NotFound":
            raise InputError(f"cannot read {self.url}: {_FAULTS['NO_SUCH_BUCKET']}")

    def files(self) -> list[Any]:
        """Return what pyarrow knows of each file in this folder and below it, by name."""
        from pyarrow.fs import FileSelector

        with told(self.url):
            found = self.system.get_file_info(FileSelector(self.path, recursive=True, allow_not_found=True))
        return sorted((each for each in found if each.is_file), key=lambda each: str(each.path))

    def open(self) -> IO[bytes]:
        """Open the file for reading, from any place in it."""
        return io.BufferedReader(_Remembers(self.system.open_input_file(self.path)), _PIECE)

    def read(self) -> bytes | None:
        """Return all bytes of the file; None where there is none."""
        if not self.info().is_file:
            return None
        with told(self.url), self.open() as file:
            return file.read()

    def write(self, source: IO[bytes]) -> None:
        """Make the file of a stream, whole or not at all, in place of one that was there."""
        with told(self.url, writes=True):
            if self.local:
                _write_here(Path(self.path), source)
                return
            if str(self.system.type_name) not in _S3:  # which has no folders
                self.system.create_dir(str(PurePosixPath(self.path).parent), recursive=True)
            with self.system.open_output_stream(self.path, compression=None) as file:  # else .gz is packed again
                while data := source.read(_PIECE):
                    file.write(data)

    def remove(self) -> None:
        """Remove the file, if it is there."""
        with told(self.url, writes=True):
            if self.system.get_file_info(self.path).is_file:
                self.system.delete_file(self.path)


class _Remembers(io.RawIOBase):
    """A file that remembers that it could not be read: a parser that reads it may take that for the end of it."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - pyarrow tells no types
        self._file = file
        self.fault: OSError | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as io has it
        try:
            return int(self._file.readinto(buffer))
        except OSError as error:
            self.fault = error
            raise

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        self._file.close()
        super().close()


def look(stream: IO[bytes]) -> None:
    """Raise the error that reading a file of a store met, whatever was made of it."""
    if fault := getattr(getattr(stream, "raw", None), "fault", None):
        raise fault


def _write_here(path: Path, source: IO[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")  # the same may be written twice at a time
    try:
        with durable.created(aside, "wb") as file:
            while data := source.read(_PIECE):
                file.write(data)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    durable.sync_folder(path.parent)


def at(url: str) -> Store:
    """Return a path or address as a place to read or write; raises InputError for one of no kind that is known."""
    fs: Any = import_extra("pyarrow.fs", "parquet")
    scheme, found, rest = url.partition("://")
    if not found:
        return Store(fs.LocalFileSystem(), os.path.abspath(url), url)  # noqa: PTH100 - leaves links as they are
    if scheme in _S3:
        bucket = rest.partition("/")[0]
        if not bucket:
            raise InputError(f"{url}: no bucket is named: s3://BUCKET/PATH")
        with told(url):
            return Store(_s3(bucket), rest, url)
    try:
        with told(url):
            return Store(*fs.FileSystem.from_uri(url), url)
    except ValueError as error:
        raise InputError(f"{url}: {_first(error)}") from error


@lru_cache(maxsize=64)
def _s3(bucket: str) -> Any:  # noqa: ANN401
    """Return the server of a bucket: AWS, or the one that AWS_ENDPOINT_URL names, as for Amazon's own tools."""
    fs: Any = import_extra("pyarrow.fs", "parquet")
    address = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    if not address:
        return fs.FileSystem.from_uri(f"s3://{bucket}")[0]  # asks for the bucket's region
    server = urlsplit(address if "://" in address else f"https://{address}")
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
    return fs.S3FileSystem(
        endpoint_override=server.netloc, scheme=server.scheme, region=region, connect_timeout=10, request_timeout=_PATIENCE
    )  # fmt: skip


@contextmanager
def told(url: str, *, writes: bool = False) -> Iterator[None]:
    """Turn what a file system raises into one line: what cannot be read or written, and why."""
    try:
        yield
    except OSError as error:
        kind = OutputError if writes else InputError
        raise kind(f"cannot {'write to' if writes else 'read'} {url}: {_why(error)}") from error


def _why(error: OSError) -> str:
    if m := re.search(r"AWS Error (\w+)", str(error)):
        status = re.search(r"HTTP status (\d+)", str(error))
        return _FAULTS.get(m[1], f"S3 says {m[1]}" + (f", status {status[1]}" if status else ""))
    return error.strerror or _first(error)


def _first(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
