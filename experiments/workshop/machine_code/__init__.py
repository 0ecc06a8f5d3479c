"""The model as LLVM's code, made here, committed, never by users: they take the last step to machine code from it."""
