"""An autoregressive model by its poles, its sample path, and what least squares finds in it."""
