"""The server: how its process is set up, and what stands in front of and beside the pages."""
