"""Turn publication lists and bibliographies into records, and records into any format."""
