"""The shapes of the signs before a judgement: one geometry for pages, pictures and social cards."""

from collections.abc import Mapping
from types import MappingProxyType

Corner = tuple[int, int]

# Corners in per cent of a square from its top left, as in the style sheet's `polygon()`; the other signs are circles.
POLYGONS: Mapping[str, tuple[Corner, ...]] = MappingProxyType(
    {
        "yes": ((14, 44), (0, 62), (42, 98), (100, 18), (80, 2), (38, 64)),
        "no": (
            (18, 0), (0, 18), (32, 50), (0, 82), (18, 100), (50, 68), (82, 100), (100, 82), (68, 50), (100, 18),
            (82, 0), (50, 32),
        ),
        "both": ((50, 0), (100, 50), (50, 100), (0, 50)),
    }
)  # fmt: skip
