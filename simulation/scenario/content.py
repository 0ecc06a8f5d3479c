"""What a file named `.csv` really is: text, or something that only carries the name."""

from .code_pages import fitting
from .given import GivenError

_DISGUISES = (
    (b"PK\x03\x04", "an .xlsx spreadsheet (or another zip archive), not CSV; save each sheet that is needed as CSV"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old .xls spreadsheet, not CSV; save each sheet that is needed as CSV"),
    (b"version https://git-lfs", "a Git LFS pointer, not the data; fetch it with 'git lfs pull'"),
    (b"%PDF", "a PDF document named .csv"),
    (b"\x1f\x8b", "a gzip archive; unpack it"),
    (b"PAR1", "a Parquet file, not CSV"),
    (b"{\\rtf", "a rich text document named .csv; save it as CSV"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<body")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UNMARKED = {"utf-16-le": 1, "utf-16-be": 0}  # where the zeros of plain letters stand
_USUAL = ("ascii", "cp1252", "windows-1252", "iso-8859-1", "utf-8")
_HIGH = bytes(range(128, 256))
_ENOUGH = 4  # bytes beyond ASCII below which nothing tells, and the usual code page is taken
_BROKEN = 0.02  # share of broken characters among those beyond ASCII
_SAMPLE = 65_536  # bytes
_CONTROLS_IN_TEXT = 0.005  # share; notes fields of real exports hold a stray vertical tab now and then
_CONTROLS = bytes(set(range(32)) - {9, 10, 13, 26, 28, 29, 30, 31}) + b"\x7f"


class ContentError(GivenError):
    """A file that is no text, or not in the encoding it is said to be in; `row` is where, if that is known."""

    def __init__(self, what: str, *, row: int | None = None) -> None:
        super().__init__(what)
        self.row = row


def decode(data: bytes, *, encoding: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what had to be known to read it (its encoding, where that is not plain UTF-8).

    A given `encoding` is taken; otherwise UTF-8 and UTF-16 are known by their form, and other code pages are
    told by chardet. Raises ContentError for an empty file, a disguised format, binary content, or text that is
    not in the encoding given.

    >>> decode(b"name\\ncaf\\xe9\\n")
    ('name\\ncafé\\n', ('not UTF-8: read as Windows-1252 (Latin-1)',))
    """
    _refuse_disguise(data)
    if encoding:
        return _as_given(data, encoding)
    if data.startswith(_UTF16):
        return _utf16(data, "utf-16")
    if b"\0" in data:
        unmarked = next((name for name, start in _UNMARKED.items() if data[start::2].count(0) > len(data) / 4), None)
        if unmarked:
            return _utf16(data, unmarked)
        raise ContentError("holds NUL bytes, so it is binary (or UTF-16 without its mark); export it as CSV UTF-8")
    return _eight_bit(data)


def _as_given(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise ContentError(f"is not {encoding}, which the mapping says it is ({error.reason})", row=row) from error
    return text, (f"read as {encoding}, as the mapping says",)


def _refuse_disguise(data: bytes) -> None:
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise ContentError("the file is empty")
    for magic, what in _DISGUISES:
        if data.startswith(magic):
            raise ContentError(f"this is {what}")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower().startswith(_MARKUP):
        raise ContentError("this is a web page or XML named .csv; export the table as CSV")


def _utf16(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ContentError("starts as UTF-16 but breaks off; export it as CSV UTF-8") from error
    if "\0" in text or not text.strip():
        raise ContentError("is UTF-16 without usable text; export it as CSV UTF-8")
    return text, ("read as UTF-16",)


def _eight_bit(data: bytes) -> tuple[str, tuple[str, ...]]:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > _CONTROLS_IN_TEXT * len(data):
        raise ContentError(f"holds {controls} control characters, so it is not text; export it as CSV UTF-8")
    marked = ("byte-order mark skipped",) if data.startswith(b"\xef\xbb\xbf") else ()
    try:
        return data.decode("utf-8-sig"), marked
    except UnicodeDecodeError:
        return _code_page(data)


def _code_page(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Text in another code page; one that is UTF-8 but for a few broken characters is UTF-8."""
    text = data.decode("utf-8-sig", errors="replace")
    broken = text.count("\ufffd")
    if broken < _BROKEN * sum(not char.isascii() for char in text):
        return text, (f"UTF-8 with {broken} broken characters",)
    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE]
    strange = len(telling) - len(telling.translate(None, _HIGH))
    import chardet  # late: only code pages that are not UTF-8 need it

    name = fitting(telling, chardet.detect(telling)["encoding"] if strange >= _ENOUGH else None)
    if name.lower() in _USUAL:
        return data.decode("cp1252", errors="replace"), ("not UTF-8: read as Windows-1252 (Latin-1)",)
    advice = 'encoding = "..." in a mapping says otherwise'
    return data.decode(name, errors="replace"), (f"not UTF-8: read as {name}; {advice}",)
