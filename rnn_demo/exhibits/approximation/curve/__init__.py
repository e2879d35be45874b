"""The picture of a net that is fitted to a curve."""
