"""What is heard in a recording: sound in, words out; without torch."""
