"""What `simulate` prints, exhibit by exhibit."""
