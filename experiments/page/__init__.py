"""What runs in a page: the engine as WebAssembly, its host, a company as they take it, and the page of `cordiale see`."""
