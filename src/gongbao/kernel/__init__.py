"""The kernel: pure values and functions; no Django, no input or output, no clock."""
