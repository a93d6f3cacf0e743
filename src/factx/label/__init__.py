"""A page to label articles on: gold made by reading, in the files that `factx evaluate` takes."""
