"""What runs in a page: the engine as WebAssembly, its host in JavaScript, and a company as they take it."""
