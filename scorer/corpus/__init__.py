"""A corpus: readers, the scoring of record batches, writers that never leave half an output."""
