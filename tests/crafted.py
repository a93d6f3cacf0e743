"""500 bad inputs, made by a seeded hand: broken archives, hostile pages, wrong bytes, things that are no files."""

import gzip
import io
import json
import os
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

SEED = 500
TEXT = "Norden Holdings Inc. paid $5 million for 13.6 percent of the mill in May 2021.\n"
Make = Callable[[random.Random, Path, str], None]


def put(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE, link: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.type, info.linkname, info.size = kind, link, len(data)
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def truncated(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randint(1, max(2, len(data) // 2))]


def noise(dice: random.Random, size: int = 4000) -> bytes:
    return dice.randbytes(size)


def truncated_gzip(dice, folder, name):
    put(folder, f"{name}.txt.gz", gzip.compress(noise(dice).hex().encode())[: dice.randint(30, 2000)])


def truncated_zstd(dice, folder, name):
    put(folder, f"{name}.txt.zst", zstandard.compress(noise(dice).hex().encode())[: dice.randint(20, 2000)])


def truncated_zip(dice, folder, name):
    put(folder, f"{name}.zip", truncated(zipped(("a.txt", noise(dice))), dice))


def flipped_zip(dice, folder, name):
    data = bytearray(zipped(("a.txt", noise(dice).hex().encode())))
    for _ in range(20):
        data[dice.randrange(40, 3000)] ^= dice.randrange(1, 256)
    put(folder, f"{name}.zip", bytes(data))


def truncated_tar(dice, folder, name):
    put(folder, f"{name}.tar", tarred("a.txt", noise(dice))[: dice.randint(600, 3000)])


def gzip_bomb(dice, folder, name):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * (1 << 20)
    data = b"".join(packer.compress(block) for _ in range(dice.randint(60, 120))) + packer.flush()
    put(folder, f"{name}.{dice.choice(['txt', 'jsonl', 'csv', 'html'])}.gz", data)


def zip_bomb(dice, folder, name):
    put(folder, f"{name}.zip", zipped(("a.txt", b"0" * (dice.randint(40, 80) << 20))))


def lines_bomb(dice, folder, name):
    put(folder, f"{name}.jsonl.gz", gzip.compress(b"\n" * (dice.randint(20, 40) << 20)))


def nested(dice, folder, name):
    data, inner = TEXT.encode(), "a.txt"
    for depth in range(10):
        if dice.random() < 0.5:
            data, inner = gzip.compress(data), f"{inner}.gz"
        else:
            data, inner = zipped((inner, data)), f"{depth}.zip"
    put(folder, f"{name}.{inner}", data)


def wrong_encoding(dice, folder, name):
    bad = bytes(dice.choice([0x81, 0x8D, 0x8F, 0x90, 0x9D]) for _ in range(20))
    put(folder, f"{name}.txt", TEXT.encode() + bad)


def nul_bytes(dice, folder, name):
    data = TEXT.encode() * dice.randint(1, 1000) + b"\0" + TEXT.encode()
    put(folder, f"{name}.{dice.choice(['txt', 'csv', 'html'])}", b"text\n" + data)


def binary(dice, folder, name):
    put(folder, f"{name}.{dice.choice(['txt', 'html', 'json', 'pdf', 'parquet', 'warc', 'zip', 'gz', 'arrow', 'tar'])}", b"\x07\x01" + noise(dice))  # fmt: skip


def long_line(dice, folder, name):
    with (folder / f"{name}.{dice.choice(['txt', 'jsonl', 'csv', 'json'])}").open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(100):
            file.write(b"a" * (1 << 20))


def nested_tags(dice, folder, name):
    tag = dice.choice(["div", "span", "b", "table", "x"])
    put(folder, f"{name}.html", b"<html>" + f"<{tag}>".encode() * 50_000)


def no_article(dice, folder, name):
    put(
        folder,
        f"{name}.html",
        b"<html><body>" + b"<script>let a = 5</script>" * dice.randint(1, 50) + b"</body></html>",
    )


def blank_pdf(dice, folder, name):
    import pypdf

    writer = pypdf.PdfWriter()
    for _ in range(dice.randint(1, 3)):
        writer.add_blank_page(width=100, height=100)
    if dice.random() < 0.3:
        writer.encrypt("secret")
    writer.write(folder / f"{name}.pdf")


def broken_pdf(dice, folder, name):
    put(folder, f"{name}.pdf", b"%PDF-1.7\n" + noise(dice) + b"\ntrailer << /Root 1 0 R >>\n%%EOF")


def twice_in_json(dice, folder, name):
    put(folder, f"{name}.json", f'{{"text": "{TEXT.strip()}", "id": "{name}", "text": "{dice.random()}"}}'.encode())


def no_number(dice, folder, name):
    put(folder, f"{name}.{dice.choice(['json', 'jsonl'])}", f'{{"text": "a", "n": {dice.choice(["NaN", "Infinity", "-Infinity"])}}}'.encode())  # fmt: skip


def surrogate(dice, folder, name):
    put(folder, f"{name}.json", f'{{"text": "It paid \\ud83{dice.choice("def")}."}}'.encode())


def bad_json(dice, folder, name):
    good = json.dumps({"text": TEXT, "published": "2021-09-24"})
    choices = [good[: dice.randint(1, 60)], "[" * 50_000, '{"a":' * 50_000, '{"text": 7}', '{"text": " "}', '{"text": "a", "published": "soon"}', '{"text": "a", "n": ' + "1" * 9000 + "}", "7", "null"]  # fmt: skip
    put(folder, f"{name}.json", dice.choice(choices).encode())


def bad_csv(dice, folder, name):
    choices = [b"a,b\n1,2\n", b'text\n"never closed', b"text\n" + b'"x" y,\n', b"text\na,b,c\n", b"\xff\xfe\x00"]
    put(folder, f"{name}.csv", dice.choice(choices))


def bad_table(dice, folder, name):
    out = io.BytesIO()
    pq.write_table(pa.table({dice.choice(["text", "body"]): [TEXT] * 50}), out)
    data = bytearray(out.getvalue())
    if dice.random() < 0.5:
        del data[dice.randrange(10, len(data)) :]
    else:
        data[-60:-10] = noise(dice, 50)
    put(folder, f"{name}.parquet", bytes(data))


def way_out(dice, folder, name):
    bad = dice.choice(["../../../escaped.txt", "/tmp/escaped.txt", "a/../../escaped.txt", "..\\escaped.txt"])  # noqa: S108 - never written
    if dice.random() < 0.5:
        put(folder, f"{name}.zip", zipped((bad, TEXT.encode())))
    else:
        put(folder, f"{name}.tar", tarred(bad, TEXT.encode()))


def link_in_tar(dice, folder, name):
    kind = dice.choice([tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
    put(folder, f"{name}.tar", tarred("a.txt", kind=kind, link="/etc/passwd"))


def fifo(_, folder, name):
    os.mkfifo(folder / f"{name}.txt")


def cyclic_link(dice, folder, name):
    target = dice.choice([f"{name}.txt", "gone.txt", "."])
    (folder / (name if target == "." else f"{name}.txt")).symlink_to(target)


def forbidden(dice, folder, name):
    put(folder, f"{name}.txt", TEXT.encode())
    (folder / f"{name}.txt").chmod(0)


def empty(dice, folder, name):
    put(folder, f"{name}.{dice.choice(['txt', 'json', 'jsonl', 'csv', 'html', 'pdf', 'parquet', 'zip', 'gz', 'warc'])}", b"")  # fmt: skip


def bad_warc(dice, folder, name):
    put(folder, f"{name}.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999\r\n\r\n" + noise(dice))


MAKERS: list[tuple[Make, int]] = [
    (truncated_gzip, 32), (truncated_zstd, 20), (truncated_zip, 25), (flipped_zip, 15), (truncated_tar, 15), (gzip_bomb, 8), (zip_bomb, 4),
    (lines_bomb, 1), (nested, 15), (wrong_encoding, 30), (nul_bytes, 20), (binary, 50), (long_line, 4), (nested_tags, 10), (no_article, 20),
    (blank_pdf, 15), (broken_pdf, 20), (twice_in_json, 20), (no_number, 20), (surrogate, 20), (bad_json, 40), (bad_csv, 15), (bad_table, 20),
    (way_out, 15), (link_in_tar, 10), (fifo, 5), (cyclic_link, 10), (forbidden, 3), (empty, 15), (bad_warc, 3),
]  # fmt: skip


def make(folder: Path, seed: int = SEED) -> Iterator[str]:
    """Make all of them in a folder and yield the name that each file's begins with."""
    dice = random.Random(seed)
    for maker, times in MAKERS:
        for n in range(times):
            name = f"{maker.__name__}-{n:02}"
            maker(dice, folder, name)
            yield name
