"""What the page “Hidden Markov model” computes."""
