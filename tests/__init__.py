"""The tests of bibconv; `strategies` holds what the laws share."""
