"""The shapes of the signs that stand before a judgement: one geometry for pages, pictures and social cards."""

from collections.abc import Mapping
from types import MappingProxyType

Point = tuple[int, int]

# Corners in per cent of a square, from its top left, as the style sheet's `polygon()` has them; the other signs are
# circles.
POLYGONS: Mapping[str, tuple[Point, ...]] = MappingProxyType(
    {
        "yes": ((14, 44), (0, 62), (42, 98), (100, 18), (80, 2), (38, 64)),
        "no": (
            (18, 0), (0, 18), (32, 50), (0, 82), (18, 100), (50, 68), (82, 100), (100, 82), (68, 50), (100, 18),
            (82, 0), (50, 32),
        ),
        "both": ((50, 0), (100, 50), (50, 100), (0, 50)),
    }
)  # fmt: skip
