"""Assessment: performance, benchmarks, and the synergy of pollution and carbon."""
