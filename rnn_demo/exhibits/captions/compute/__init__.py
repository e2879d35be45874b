"""What the page shows: a picture, and what its name has to begin with."""
