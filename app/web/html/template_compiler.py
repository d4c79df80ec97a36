"""Jinja's compiler for templates whose values are strings, dataclasses and plain functions.

Jinja reads attributes and calls functions through functions of its own, which also take keys for attributes and hand
contexts to functions that want them, and it wraps each escaped value in a string that knows that it is escaped. Here
templates do so directly: keys are read with brackets (of `words` with a dot too), and no function wants a context; what
a condition without `else` leaves out is an empty string.
Rendering takes a third less (docs/performance.md).
"""

from collections.abc import Callable

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

escaped_text: Callable[[str], str] = _escape_inner
"""MarkupSafe's own escaping, before it wraps the result."""
_MAPPINGS = "words"
"""The name of mappings whose keys templates read as attributes."""


def escaped(value: object) -> str:
    """A value as it stands in markup: escaped, unless it is markup."""
    kind = type(value)
    if kind is str:
        return escaped_text(value)  # type: ignore[arg-type]
    # MarkupSafe would make markup of markup anew.
    if kind is Markup:
        return value  # type: ignore[return-value]
    return str(value) if kind is int else escape(value)


class _Compiler(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        self.writeline(f"from {__name__} import escaped, escaped_text")
        super().visit_Template(node, frame)

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if finalize.src is None and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            # Most are strings: a call less for each of them.
            self.write("(escaped_text(_value) if type(_value := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if finalize.src is None and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write(") is str else escaped(_value))")
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if isinstance(node.node, nodes.Name) and node.node.name == _MAPPINGS:
            self.visit(node.node, frame)
            self.write(f"[{node.attr!r}]")
        elif _root(node) == _MAPPINGS:
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        # Nothing, where Jinja makes an undefined value that prints as nothing, at some cost.
        other = nodes.Const("", lineno=node.lineno) if node.expr2 is None else node.expr2
        super().visit_CondExpr(nodes.CondExpr(node.test, node.expr1, other, lineno=node.lineno), frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


def _root(node: nodes.Node) -> str | None:
    """The name that a chain of attributes and keys begins with."""
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else None


class CompilingEnvironment(Environment):
    """An environment whose templates are compiled so."""

    code_generator_class = _Compiler
