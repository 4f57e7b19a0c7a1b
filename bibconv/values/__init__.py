"""Text to value and back: names, dates, numbers, identifiers, rich text, citation keys.

Pure functions; no input or output, and no knowledge of any format.
"""
