"""Results that one build keeps for the next."""
