"""The page “One series, four models”."""
