"""The page “Four shapes”."""
