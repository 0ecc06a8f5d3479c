"""The engine for a page: the model's own compiled rules as WebAssembly, built here, committed, never built by users."""
