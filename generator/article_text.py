"""The article in a source's text: alone, in its place among the rest, and as regions of the whole."""

from generator.model import Article


def join_stretches(article: Article) -> str:
    """Return the article alone: what is not the article is left out, and so offsets differ."""
    if not article.stretches:
        return article.text
    return "".join(article.text[start:end] for start, end in article.stretches)


def mask_rest(article: Article) -> str:
    """Return the text with line breaks instead of what is not the article: every word keeps its offset."""
    if not article.stretches:
        return article.text
    parts, reached = [], 0
    for start, end in article.stretches:
        parts += ["\n" * (start - reached), article.text[start:end]]
        reached = end
    return "".join((*parts, "\n" * (len(article.text) - reached)))


def list_regions(article: Article) -> tuple[tuple[int, int, bool], ...]:
    """Return the whole text in order, cut where the article begins and ends: starts, ends, and what is the article."""
    if not article.stretches:
        return ((0, len(article.text), True),)
    found, reached = [], 0
    for start, end in article.stretches:
        found += [(reached, start, False), (start, end, True)]
        reached = end
    found.append((reached, len(article.text), False))
    return tuple(region for region in found if region[0] < region[1])
