"""Words, sentences, endings, stop words and months of natural languages."""
