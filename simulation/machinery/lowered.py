"""Code of behaviours that only other behaviours call: kept as it was lowered, and made machine code with its callers.

Numba optimises and emits every function with all that it calls, and once more in each of its callers. Of three hundred
small rules that call each other only what Python calls is ever run: the rest of that work is thrown away.
"""

from typing import Any

from llvmlite import binding as llvm
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler


class Lowered(Compiler):
    """Numba's compiler, up to the point at which a behaviour is typed and lowered."""

    def compile_extra(self, func: Any) -> Any:
        """Type and lower a function; what comes of it is linked into whoever calls it."""
        codegen = self.state.targetctx.codegen()
        self.state.library = Part(codegen, func.__qualname__)
        self.state.library.enable_object_caching()
        return super().compile_extra(func)


class Part(JITCodeLibrary):
    """A behaviour without machine code of its own."""

    _linked: Any = None

    def finalize(self) -> None:
        """Nothing is linked, optimised or emitted here."""
        self._raise_if_finalized()
        self._finalized = True

    def parts(self) -> list[Any]:
        """This and all that it calls, in however many steps, each once."""
        found: dict[Any, None] = {}
        waiting = [self]
        while waiting:
            part = waiting.pop()
            if part not in found:
                found[part] = None
                waiting += part._linking_libraries if isinstance(part, Part) else []
        return list(found)

    def _get_module_for_linking(self) -> Any:
        """All parts in one module, for any number of callers; what is not called there is left out."""
        if self._linked is not None:
            return self._linked
        whole = self._final_module.clone()
        parts = self.parts()
        for part in parts[1:]:
            if isinstance(part, Part):
                whole.link_in(part._final_module, preserve=True)
        for library in parts:
            if not isinstance(library, Part):
                whole.link_in(library._get_module_for_linking(), preserve=True)
        for function in whole.functions:
            if not function.is_declaration and function.linkage == llvm.Linkage.external:
                function.linkage = "linkonce_odr"
        self._linked = whole
        return whole

    def get_pointer_to_function(self, name: str) -> int:
        """Zero: there is no machine code."""
        return 0

    @property
    def codegen(self) -> Any:
        """The generator of code, which has no place for this function's environment either."""
        return _Unbound(self._codegen)


class _Unbound:
    """A generator of code for functions that are not there by themselves."""

    def __init__(self, codegen: Any) -> None:
        self._codegen = codegen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._codegen, name)

    def set_env(self, name: str, environment: Any) -> None:
        """Nobody asks for it: only wrappers for Python do, and there is none."""
