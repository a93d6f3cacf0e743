"""The kinds of fact, one module each: tables, patterns and rules, with examples beside every rule."""
