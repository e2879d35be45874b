"""The page “Video, frame by frame”."""
