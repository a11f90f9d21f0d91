"""Advice on files of which no text is read, such as pictures and recordings: how their text becomes a source."""

from pathlib import PurePosixPath
from shlex import quote

_AS_DOCUMENT = "save it as .docx or PDF in the program that opens it"
_AS_PDF = "save it as PDF in the program that opens it"
_AS_PAGE = "open it in a browser, and save the page as .html or .mhtml"
_SAVED_AS = {
    **dict.fromkeys((".doc", ".dot", ".odt", ".ott", ".fodt", ".rtf", ".pages", ".wpd", ".wps"), _AS_DOCUMENT),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key", ".xls", ".xlsx", ".ods", ".epub", ".ps"), _AS_PDF),
    **dict.fromkeys((".webarchive", ".maff", ".warc"), _AS_PAGE),
    ".msg": "save it as .eml in the mail program",
}  # fmt: skip
_PICTURES = frozenset(
    (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".heif", ".avif", ".jp2", ".svg")
)
_RECORDINGS = frozenset(
    (".mp3", ".m4a", ".wav", ".ogg", ".oga", ".opus", ".flac", ".aac", ".wma", ".aiff", ".amr",
     ".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi", ".wmv", ".mpg", ".mpeg", ".ogv", ".3gp", ".ts")
)  # fmt: skip


def advise_transcript(path: str) -> tuple[str, ...]:
    """Return what to do with a file that cannot be a source itself, a line each; the last is a command to paste."""
    suffix = PurePosixPath(path).suffix.lower()
    stem = PurePosixPath(path).stem or "transcript"
    text, made = f"{stem}.txt", "typed from it"
    if suffix in _PICTURES:
        made = "recognised by NAME OF THE PROGRAM"
    elif suffix in _RECORDINGS:
        text, made = f"{stem}.vtt", "recognised by NAME OF THE PROGRAM"
    ways = [_SAVED_AS[suffix]] if suffix in _SAVED_AS else []
    return (
        *ways,
        f"{'or add' if ways else 'add'} its text, typed or recognised, with the file as its original:",
        f'verbatim add {quote(text)} --original {quote(path)} --transcribed "{made}"',
    )
