"""Who speaks in a transcript, by the names before their words, and who of them asks the questions."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from generator.language.sentences import Span
from generator.values import dataclass

_ASKS = 0.2  # share of questions among the sentences of somebody who leads a talk
_LEAST_TURNS = 2  # times that somebody speaks in a transcript: a label that stands once may be a heading

# “MS. SMITH: ”, “Jane Doe (chair): ” at the beginning of a line, perhaps after a time.
_LABEL = re.compile(
    r"^[^\S\n]*(?:\[?\d\d?:\d\d(?::\d\d)?\]?[^\S\n]+)?"
    r"(?P<name>[^\W\d_a-zà-ÿ][\w.'’-]*(?: [^\W\d_a-zà-ÿ][\w.'’-]*){0,3})(?: \([^()\n]{1,60}\))?:(?=\s)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Turns:
    """Where speakers begin to speak in a text: the places where their words start, and their names."""

    starts: tuple[int, ...]
    names: tuple[str, ...]

    def find_speaker(self, place: int) -> str:
        """Return who speaks at the place; nothing before the first label."""
        at = bisect_right(self.starts, place)
        return self.names[at - 1] if at else ""

    def skip_label(self, start: int, end: int) -> int:
        """Return where the speaker's words begin in the sentence text[start:end]."""
        at = bisect_right(self.starts, start)
        return self.starts[at] if at < len(self.starts) and self.starts[at] < end else start


def find_turns(text: str) -> Turns:
    """Return the turns of a transcript; none if the text is not one: two people or more, of whom each speaks twice."""
    labels = [(match.end(), match["name"]) for match in _LABEL.finditer(text)]
    often = {name for name, times in Counter(name for _, name in labels).items() if times >= _LEAST_TURNS}
    turns = [(start, name) for start, name in labels if name in often] if len(often) > 1 else []
    return Turns(tuple(start for start, _ in turns), tuple(name for _, name in turns))


def find_hosts(sentences: Sequence[str], speakers: Sequence[str]) -> frozenset[str]:
    """Return the speakers of whose sentences a fifth or more are questions, if there are several speakers."""
    spoken = Counter(speaker for speaker in speakers if speaker)
    asked = Counter(speaker for speaker, sentence in zip(speakers, sentences, strict=True) if "?" in sentence)
    if len(spoken) < 2:
        return frozenset()
    return frozenset(speaker for speaker, times in spoken.items() if asked[speaker] >= _ASKS * times)


def name_speakers(turns: Turns, spans: Sequence[Span]) -> tuple[str, ...]:
    """Return the speaker of each sentence."""
    return tuple(turns.find_speaker(turns.skip_label(start, end)) for start, end in spans)
