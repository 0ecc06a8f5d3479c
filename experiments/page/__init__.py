"""What runs in a page: the engine as WebAssembly, its host, a company as both take it, and `cordiale see`."""
