"""How many of the sentences that people copy from PDFs can be quoted, by the viewer that they copy from.

    python -m benchmarks.pdf_copies PDFJS FILE.pdf… [--show VIEWER]

PDFJS is a folder in which `npm install pdfjs-dist` ran; poppler's `pdftotext` is on the path. `--show` prints what of a
viewer's copies is not found.

The viewers' own text is what their clipboards hold: Chromium's is PDFium's, where a word that is broken at the end of a
line is whole; Firefox's that of pdf.js, the runs of its text layer; poppler's that of pdftotext. Of each file up to ten
sentences are tried, spread over its first forty pages. Found is a sentence with a place in the source, or several.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pypdfium2 import PdfDocument, PdfiumError

from generator.analysis.anchoring.match import find_matches
from generator.folding import fold, fold_source
from generator.reading.kinds.pdf import read_pdf
from generator.reading.project_files import FileRefused

PAGES = 40
SENTENCES = 10  # of a file
WORDS = range(7, 80)
WORDS_OF_A_LINE = 4  # fewer are cells of a table, or a form
LONGEST_WORD = 12  # letters on the average
ENOUGH = 0.72  # of the characters of a sentence are letters
_SENTENCE = re.compile(
    r"(?<=[.!?。！？؟।])(?:\s+|(?<=[。！？]))((?:(?!\n\s*\n)[^.!?。！？؟।]|[.](?=\w)){1,600}[.!?。！？؟।])"
)
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffd\ue000-\uf8ff]")
_UNSPACED = re.compile("[\u3041-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]")


def copy_as_chromium(path: Path) -> list[str]:
    """Return the pages as PDFium's text has them, in a process of its own: it may crash on a stranger's file."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.pdf_copies", "--pages", str(path)], capture_output=True, check=False
    )
    return json.loads(done.stdout) if done.returncode == 0 else []


def list_pages(path: str) -> list[str]:
    try:
        file = PdfDocument(path)
        texts = [file[number].get_textpage().get_text_range() for number in range(min(PAGES, len(file)))]
    except PdfiumError:
        return []
    return [re.sub("[\ufffe\x02](?:\r\n)?", "", text).replace("\r\n", "\n") for text in texts]


def copy_as_firefox(paths: Sequence[Path], packages: str) -> list[list[str]]:
    script = Path(__file__).with_suffix(".mjs")
    given = "".join(f"{path}\n" for path in paths)
    done = subprocess.run(["node", script, packages], input=given, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def copy_as_poppler(path: Path) -> list[str]:
    command = ["pdftotext", "-enc", "UTF-8", "-l", str(PAGES), str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace").split("\f")


def cut_sentences(pages: Sequence[str]) -> list[str]:
    """Return up to ten sentences, spread over the pages: what stands between two stops, and is mostly letters."""
    found = [sentence for page in pages for sentence in _list_sentences(page)]
    step = max(1, len(found) / SENTENCES)
    return [found[int(number * step)] for number in range(min(SENTENCES, len(found)))]


def _list_sentences(page: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(page):
        sentence = match[1].strip()
        letters = sum(character.isalpha() for character in sentence)
        words = len(sentence) // 2 if _UNSPACED.search(sentence) else len(sentence.split())
        in_prose = words in WORDS and words >= WORDS_OF_A_LINE * sentence.count("\n") and letters < LONGEST_WORD * words
        begins = sentence[0].isalpha() and not sentence[0].islower()
        if in_prose and begins and letters > ENOUGH * len(sentence) and not _UNREADABLE.search(sentence):
            yield sentence


def read_source(path: Path) -> str:
    try:
        return read_pdf(path.read_bytes(), path.name).text
    except FileRefused:
        return ""


def main(arguments: list[str]) -> None:
    if arguments[0] == "--pages":
        sys.stdout.write(json.dumps(list_pages(arguments[1])))
        return
    shown = ""
    if "--show" in arguments:
        place = arguments.index("--show")
        shown = arguments[place + 1]
        del arguments[place : place + 2]
    packages, *names = arguments
    paths = [Path(name) for name in names]
    tally = Tally()
    for path, firefox in zip(paths, copy_as_firefox(paths, packages), strict=True):
        copies = {"chromium": copy_as_chromium(path), "firefox": firefox, "poppler": copy_as_poppler(path)}
        for viewer, sentence in tally.add(read_source(path), copies):
            if viewer == shown:
                print(f"{path.name}: {sentence!r}")
    print("\n".join(tally.format_rows()))


class Tally:
    """Counts, by viewer, of the files that have sentences, of the sentences tried and of those that are found.

    A sentence that several files have counts once for each viewer.
    """

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.seen: set[tuple[str, str]] = set()

    def add(self, text: str, copies: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
        """Count what viewers copy from the file whose text is given; return what is not found, with its viewer."""
        source, missed = fold_source(text), []
        for viewer, pages in copies.items():
            words = [(viewer, fold(sentence).text) for sentence in cut_sentences(pages)]
            fresh = [sentence for sentence in words if sentence not in self.seen]
            self.seen.update(fresh)
            lost = [sentence for sentence in fresh if not find_matches(sentence[1], source)[0]]
            for what, number in (("files", bool(fresh)), ("tried", len(fresh)), ("found", len(fresh) - len(lost))):
                self.counts[viewer, what] += number
            missed += lost
        return missed

    def format_rows(self) -> Iterator[str]:
        for viewer in ("chromium", "firefox", "poppler"):
            files, tried, found = (self.counts[viewer, what] for what in ("files", "tried", "found"))
            yield f"{viewer:9} {files:5} files {tried:6} sentences {found / max(tried, 1):7.1%} found"


if __name__ == "__main__":
    main(sys.argv[1:])
