"""The page “Memory in bits”."""
