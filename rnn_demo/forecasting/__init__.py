"""Forecasting a series: what is fitted to its first part, and held to the rest of it."""
