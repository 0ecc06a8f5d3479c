"""Hostile input, by the hundred thousand: whatever the bytes, a reader takes them or says in a line what is wrong."""
