"""How news writes dates: one module a family of expressions."""
