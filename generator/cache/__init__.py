"""Results and signatures that one build keeps for the next."""
