"""The page “Sentiment”."""
