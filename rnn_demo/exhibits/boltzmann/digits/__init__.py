"""The restricted machine: it dreams digits in the browser, and completes what is drawn."""
