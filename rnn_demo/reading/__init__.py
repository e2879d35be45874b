"""What the sentiment classifier does for a visitor: numpy and pure functions, no torch."""
