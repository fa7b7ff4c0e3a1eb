"""Two whole projects, each with what it gives when calculated by hand."""
