"""Speech that stands without quotation marks, captions and lists of facts: what two reports may have without a copy.

Reporters who hear one statement write down the same words, with or without marks. A sentence in which somebody speaks
of himself or to somebody is no reporter's, nor is a paragraph behind “he said:” or “the letter reads:”.
"""

import re
from collections.abc import Iterator

from generator.patterns import lazy_pattern

Span = tuple[int, int]

LEADING = 80  # characters of a sentence in which it says whom it reports: behind the words, it says so in its own way
SPEECH = 700  # characters of a paragraph that is somebody's, where one sentence of it is

# Words by which somebody means himself, in several languages. `US` is none.
_FIRST_PERSON = re.compile(
    r"(?<![\w’'.-])(?:I|[Ww]e|[Oo]ur|[Mm]y|[Mm]yself|[Oo]urselves|me|us"
    r"|[Ii]ch|[Ww]ir|[Uu]ns|[Uu]nser(?:e|en|em|er|es)?|[Mm]ein(?:e|en|em|er|es)?"
    r"|[Jj]e|[Nn]ous|[Nn]otre|[Nn]os|[Yy]o|[Nn]osotros|[Nn]uestr[oa]s?|[Nn]oi|[Nn]ostr[aeio]|[Nn]ós|[Nn]oss[ao]s?|[Ii]k|[Ww]ij"
    r"|[Яя]|[Мм]ы|[Мм]и|[Нн]аш\w*|[Нн]ас)(?![\w-])"
)
# Who reports in his own words what somebody said, and hands on the words.
_REPORTED = re.compile(
    r"\b(?:(?:said|says|saying|stated|declared|announced|warned|added|explained|insisted|argued|claimed)\b"
    r"|told\b|[Aa]ccording to\b|reads\b|[Ss]ection \d"
    r"|sagte|sagten|erklärten?\b|teilte\b|hieß es|[Ll]aut\b|[Nn]ach Angaben|zufolge\b"
    r"|a (?:affirmé|précisé|ajouté|déclaré|dit|annoncé|indiqué)\b|[Ss]elon\b|d['’]après\b"
    r"|dijo\b|afirmó\b|[Ss]egún\b|anunció\b"
    r"|ha (?:detto|dichiarato)\b|[Ss]econdo\b|disse\b|[Ss]egundo\b|afirmou\b|zei\b|[Vv]olgens\b|powiedział\w*|według\b"
    r"|сказал\w*|заявил\w*|сообщил\w*|по словам|заявив|заявила|повідомив|за словами|söyledi\b|açıkladı\b|göre\b)"
)
_YOU = re.compile(r"[Yy](?<!\w.)ou(?:rs?)?\b")  # it begins with a set, which is quickly found
_SENTENCE = re.compile(
    r"[^\n.!?…。！？]*(?:[.!?…。！？]+(?![\s\"'”’»)\]])[^\n.!?…。！？]*)*(?:[.!?…。！？]+[\"'”’»)\]]*|(?=\n)|\Z)"
)
# A line that ends in a colon and says that somebody speaks or writes.
_SPOKEN = re.compile(
    r"\b(?:said|says|saying|told|wrote|writes|reads?|tweeted|posted|statement|letter|note|added|adds|explained|explains|"
    r"replied|announced|message|post|sagte|erklärte|schrieb|Erklärung|heißt|dit|déclaré|écrit|communiqué|dijo|escribió|"
    r"comunicado|disse|scritto|сказал\w*|заявил\w*|заявив|говорится)\b[^\n.!?]{0,60}[:：][^\S\n]*\n[^\S\n]*\n*",
)
_INTRODUCES = re.compile(r"[:：][^\S\n]*\n")  # how such a line ends, which is quickly looked for
_LINE = re.compile(r"[^\n]+")
# A list item, short enough to be a fact and no paragraph.
_ITEM = re.compile(r"(?m)^[^\S\n]*(?:[-*•·▪–]|\d{1,2}[.)])[^\S\n]+[^\n]{1,120}$")
_CAPTION = re.compile(
    r"(?m)^[^\S\n]*(?:(?:In this|This|A|An|The|File|Undated)\b[^\n.]{0,60}"
    r"\b(?:photo|photograph|picture|image|still|screen ?grab)\b"
    r"|(?:Photo|Picture|Image|Caption|Foto|Bild|Фото|PHOTO|PICTURE|FOTO)\b\s*[:：])[^\n]*$"
    r"|^[^\n]*\b(?:Photo|Photograph|Picture|Image|Credit|Foto|Bild|Фото)s?(?: by)?\s*[:：/][^\n]{1,60}$"
)
# What somebody posted: with a tag, or with what is left of a picture.
_POSTED = ("#", "@", "pic.twitter.com")  # one of these is in every such line
_POST = re.compile(r"(?m)^[^\n]*(?:(?<!\w)[#@][^\W\d_]\w+|pic\.twitter\.com)[^\n]*$")
# Parts of a list within a sentence: three separators, with a few words between each two.
_SERIES = lazy_pattern(r"(?:(?:[^\W_]+[ -]){0,7}[^\W_]+[,;] ){3,}(?:and |or )?(?:[^\W_]+[ -]){0,6}[^\W_]+")


def find_unmarked_speech(text: str) -> Iterator[Span]:
    """Yield the stretches of the text that are somebody's words without marks, captions, or lists."""
    for sentence in _SENTENCE.finditer(text):
        if _FIRST_PERSON.search(sentence[0]) or _YOU.search(sentence[0]):
            yield sentence.span()
        elif sentence[0].count(",") + sentence[0].count(";") > 2:
            yield from (series.span() for series in _SERIES.finditer(text, *sentence.span()))
    for opening in _SPOKEN.finditer(text) if _INTRODUCES.search(text) else ():
        paragraph = _LINE.match(text, opening.end())
        if paragraph:
            yield paragraph.span()
    for pattern in (_ITEM, _CAPTION, _POST) if any(sign in text for sign in _POSTED) else (_ITEM, _CAPTION):
        yield from (found.span() for found in pattern.finditer(text))


def find_spoken_paragraphs(text: str) -> Iterator[Span]:
    """Yield the short paragraphs in which somebody speaks of himself; quotations are to be blank."""
    for paragraph in _LINE.finditer(text):
        if len(paragraph[0]) < SPEECH and _FIRST_PERSON.search(paragraph[0]):
            yield paragraph.span()


def find_reported_speech(text: str) -> Iterator[Span]:
    """Yield the sentences that hand on what somebody said, in a reporter's words or the speaker's."""
    for sentence in _SENTENCE.finditer(text):
        if _REPORTED.search(sentence[0], 0, LEADING):
            yield sentence.span()
