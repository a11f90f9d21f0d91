"""Facts and tools of natural language: words, sentences, function words."""
