"""Tunes: a recurrent network over notes, its training, its figures and what it copies."""
