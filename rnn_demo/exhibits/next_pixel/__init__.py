"""The next pixel: handwritten digits drawn pixel by pixel, and the next frames of a film."""
