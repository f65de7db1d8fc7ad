"""Several articles on one event compared: what they agree on, where they differ, and who is behind them."""
