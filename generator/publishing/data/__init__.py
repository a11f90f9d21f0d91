"""The site as data: JSON, CSV, JSON-LD, feeds, the search index."""
