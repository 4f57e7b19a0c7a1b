"""The version of the program, for whoever asks for nothing else."""

__version__ = "0.1.0"
