"""What the model claims, measured: `cordiale validate`.

Claims are declared in `patterns/`, measured by `laboratory`, kept in `record.json`, written into
`experiments/VALIDATION.md`. Nothing in the model knows of any of it.
"""
