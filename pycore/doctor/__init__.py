"""What is wrong with an installation: facts are gathered at the edge, judged by pure checks, and told in sentences."""
