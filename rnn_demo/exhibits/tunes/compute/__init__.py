"""What the page Tunes computes: a tune's score, and what can be said of it."""
