"""What pages share: models loaded once, settings and links."""
