"""Questions of the command line, asked in Python and answered by objects: for notebooks and scripts.

Each function answers as the verb of its name does, and leaves nothing in any folder; what it gives is a
`shown.Result`, which shows itself as a sentence, a table and a figure.
"""
