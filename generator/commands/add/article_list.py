"""Lists of articles to add: a table, one article a row, with what the curator knows of each."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from generator.commands.add.intake import ImportRefused
from generator.reading import project_files
from generator.reading.metadata import Metadata
from generator.reading.project_files import FileRefused
from generator.reading.shapes import is_date
from generator.reading.urls import is_url
from generator.values import dataclass

_COLUMNS = ("file", "url", "id", "title", "author", "publisher", "published", "accessed", "excerpts")
_OTHER_NAMES = {"article": "file", "path": "file", "address": "url", "authors": "author", "date": "published"}
_DELIMITERS = ",;\t"
_MOST_ROWS = 10_000
_LONGEST = 1_000  # characters of a cell
_YES = frozenset({"yes", "true", "1", "x", "excerpts"})
_NO = frozenset({"", "no", "false", "0", "full"})


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article to add: its file or address, and what the curator states of it; `place` names it in messages."""

    place: str
    article: str
    id: str | None
    about: Metadata
    accessed: str | None
    excerpts: bool


def read_list(file: Path) -> tuple[ListedArticle, ...]:
    """Return the rows of a CSV file: UTF-8, with a comma, semicolon or tab between cells, and names in the first row.

    A file's path is relative to the list. Raises ImportRefused, with all faults of the list.
    """
    try:
        content = project_files.read_bytes(Path(file).absolute().parent, file.name)
        text = content.decode("utf-8-sig")
    except FileRefused as reason:
        raise ImportRefused(str(reason)) from None
    except UnicodeDecodeError:
        raise ImportRefused("it is not UTF-8 text: save the list as “CSV UTF-8”") from None
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = list(_read_rows(text, delimiter))
    except csv.Error as error:
        raise ImportRefused(f"it cannot be read as CSV: {error}") from None
    if len(rows) > _MOST_ROWS:
        raise ImportRefused(f"it has more than {_MOST_ROWS:,} rows: add it in parts")
    names = _read_names(rows[0][1] if rows else [])
    faults: list[str] = []
    listed = [
        article
        for line, cells in rows[1:]
        if any(cell.strip() for cell in cells)
        and (article := _read_row(f"{file.name}:{line}", dict(zip(names, cells, strict=False)), file.parent, faults))
    ]
    if faults or not listed:
        raise ImportRefused("\n".join(faults) or "it has no rows below the names of its columns")
    return tuple(listed)


def _read_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with the line of the file, from 1, at which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begin = 1
    for cells in reader:
        yield begin, cells
        begin = reader.line_num + 1


def _read_names(cells: list[str]) -> list[str]:
    names = [re.sub(r"\W+", "_", cell.strip()).casefold() for cell in cells]
    names = [_OTHER_NAMES.get(name, name) for name in names]
    unknown = [cell for cell, name in zip(cells, names, strict=True) if name not in _COLUMNS]
    if unknown or not {"file", "url"} & set(names) or len(set(names)) < len(names):
        what = f"“{unknown[0].strip()}” is no column" if unknown else "its first row has to name the columns"
        raise ImportRefused(f"{what}: {', '.join(_COLUMNS)}; file or url is needed")
    return names


def _read_row(place: str, row: dict[str, str], folder: Path, faults: list[str]) -> ListedArticle | None:
    """Return the article of a row; None, and its faults added, where a cell cannot be read."""
    cells = {name: cell.strip() for name, cell in row.items()}
    before = len(faults)
    for name, cell in cells.items():
        if cell and not (cell.isprintable() and len(cell) <= _LONGEST):
            faults.append(f"{place}: {name}: expected one line of text, at most {_LONGEST:,} characters")
    faults.extend(
        f"{place}: {name}: “{cells[name]}” is not a date: write 2000, 2000-10 or 2000-10-24"
        for name in ("published", "accessed")
        if cells.get(name) and not is_date(cells[name])
    )
    url = cells.get("url") or None
    if url and not is_url(url):
        faults.append(f"{place}: url: “{url}” is not a full http or https address")
    if cells.get("excerpts", "").casefold() not in _YES | _NO:
        faults.append(f"{place}: excerpts: write yes or no")
    file = cells.get("file")
    if not file and not url:
        faults.append(f"{place}: it names neither a file nor a url")
    if len(faults) > before:
        return None
    article = (file if is_url(file) else str(folder / file)) if file else url or ""
    authors = tuple(name for part in re.split(r"\s*[;|]\s*", cells.get("author", "")) if (name := part.strip()))
    about = Metadata(
        title=cells.get("title") or None,
        author=authors,
        publisher=cells.get("publisher") or None,
        published=cells.get("published") or None,
        url=url if file else None,
    )
    excerpts = cells.get("excerpts", "").casefold() in _YES
    return ListedArticle(place, article, cells.get("id") or None, about, cells.get("accessed") or None, excerpts)
