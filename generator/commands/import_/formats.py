"""Which kind of file it is that is imported, and its text."""

from generator.commands.import_.linked_data import is_annotations, load_json, read_annotations, read_claim_reviews
from generator.commands.import_.records import ImportedFile, UnreadableFile
from generator.commands.import_.references import is_references, read_references
from generator.commands.import_.tables import read_table


def read_file(content: bytes) -> ImportedFile:
    """Return what the file says, by what it is: a table, or JSON of one of the kinds. Raises UnreadableFile."""
    text = _decode(content)
    if not text.lstrip().startswith(("{", "[", "<")):
        return read_table(text)
    data = load_json(text)
    if is_annotations(data):
        return read_annotations(data)
    reviews = read_claim_reviews(data)
    if reviews.count:
        return reviews
    if is_references(data):
        return read_references(data)
    raise UnreadableFile("it has no ClaimReview, no annotation and no work of a reference manager")


def _decode(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFile("it is neither UTF-8 nor UTF-16: save it as UTF-8") from None
