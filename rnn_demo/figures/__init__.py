"""Charts by kind: plain arrays in, Plotly figures out; they look right in light and dark."""
