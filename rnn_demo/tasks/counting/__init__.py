"""Counting: networks trained to say where aⁿbⁿ ends, and how far they count beyond training."""
