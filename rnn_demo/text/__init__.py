"""What a reader sees of a text: letters, marks, spellings, nothing invisible."""
