"""Advice on files of which no text is read, such as pictures and recordings: how their text becomes a source."""

from pathlib import PurePosixPath
from shlex import join
from urllib.parse import unquote, urlsplit

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


def advise_transcript(path: str, project: str = ".") -> tuple[str, ...]:
    """Return what to do with a file that cannot be a source itself, a line each; the last is a command to paste.

    Of a web address it is what to do with the file that is downloaded from there.
    """
    ways = []
    if "://" in path:
        path = unquote(urlsplit(path).path.rstrip("/").rpartition("/")[2]) or "download"
        ways.append("download it first")
    file = PurePosixPath(path)
    if not file.name:  # a folder, such as .
        return ()
    suffix, text, made = file.suffix.lower(), f"{file.stem}.txt", "typed from it"
    if suffix in _PICTURES:
        made = "recognised by NAME OF THE PROGRAM"
    elif suffix in _RECORDINGS:
        text, made = f"{file.stem}.vtt", "recognised by NAME OF THE PROGRAM"
    if suffix in _SAVED_AS:
        ways.append(_SAVED_AS[suffix])
    words = [str(file.with_name(text)), *([] if project == "." else [project]), "--original", path]
    return (
        *ways,
        f"{'or add' if suffix in _SAVED_AS else 'add'} its text, typed or recognised, with the file as its original:",
        f'verbatim add {join(words)} --transcribed "{made}"',
    )
