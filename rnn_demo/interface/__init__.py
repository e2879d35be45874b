"""What a program or a notebook calls: text and arrays in, frozen dataclasses out."""
