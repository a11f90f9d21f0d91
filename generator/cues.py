"""Cues: where and when the words of a recording are said, as its subtitles have it."""

from generator.values import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a recording: the offset at which they begin in the text, and when, in whole seconds; and who says them.

    The speaker is None where the subtitles do not name one.
    """

    start: int
    seconds: int
    speaker: str | None = None

    @property
    def time(self) -> str:
        """When the words begin, as players show it: 0:07, 12:30, 1:02:03."""
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
