"""verbatim: a static fact-check microsite generator.

A quote that is not, word for word, in its source is never published.
"""

__version__ = "0.1.0"
