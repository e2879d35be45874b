"""The picture of a net that tells points of the plane apart."""
