"""What the page shows: a picture, its name word by word, and whose hand it is by."""
