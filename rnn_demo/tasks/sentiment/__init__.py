"""The classifier of reviews: its steps of training, its figures and its card."""
