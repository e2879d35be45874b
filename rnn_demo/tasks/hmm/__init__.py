"""Hidden Markov models of text: Baum–Welch over streams, figures, card, and writing."""
