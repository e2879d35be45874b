"""A dance, a meter and a key become a tune: its score, its sound, and its surprise note by note."""
