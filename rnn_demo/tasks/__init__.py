"""Data + network + loss + metric: what is trained and how it is measured."""
