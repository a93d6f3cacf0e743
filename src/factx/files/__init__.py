"""A run's folder: records as lines, JSON Lines and Parquet files, read back."""
