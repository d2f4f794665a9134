"""Working without the garbage collector: for work that builds millions of objects, none of them in a circle."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Nothing built in the block is cyclic; looking for cycles among millions of fresh objects costs a third of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
