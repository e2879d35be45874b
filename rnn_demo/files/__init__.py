"""Files: read in any encoding and shape, written whole or not at all."""
