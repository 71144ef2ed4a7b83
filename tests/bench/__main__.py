"""`make bench`: every benchmark of this folder, one after the other."""

import runpy

BENCHMARKS = ("walk", "build", "identity", "names", "gleif", "bridges")

if __name__ == "__main__":
    for name in BENCHMARKS:
        runpy.run_module(f"tests.bench.{name}", run_name="__main__")
