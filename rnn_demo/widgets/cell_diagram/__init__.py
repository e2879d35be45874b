"""One unit of a trained LSTM or GRU with all its numbers; gates can be forced."""
