"""What pages share: models loaded once, settings and links, the desk where texts are written."""
