"""What the exhibit computes: the nets at work, the proof, and a text's words by surprise."""
