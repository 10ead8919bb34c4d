"""Work in several processes: how they are begun, and what is done where none can be."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor

Part = TypeVar("Part")
Result = TypeVar("Result")


@contextmanager
def open_executor(
    *, workers: int | None = None, scheduler: str | None = None
) -> Iterator["Executor"]:
    """Processes on this machine, by default one a core, or the workers of a Dask scheduler.

    However it is left, nothing is begun after it.
    """
    if scheduler is not None:
        from distributed import Client

        with Client(scheduler) as client:
            yield client.get_executor()
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A fork would copy the threads of a notebook's kernel half alive.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(
        workers or _cores(), mp_context=context, initializer=_leave_interrupts
    )
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def worked_apart(
    work: Callable[[Part], Result], parts: Sequence[Part], *, alone: bool = False
) -> Iterator[Iterator[Result]]:
    """What `work` makes of each part, in their order; it is begun at once, in processes.

    Alone, or where none can be begun, a part is worked when its result is asked for; so are, after
    a process was killed, the parts whose results it took along.
    """
    with ExitStack() as stack:
        results: Iterator[Result] = iter(())
        if not alone and _may_begin_processes():
            with suppress(ImportError, NotImplementedError, OSError):
                results = stack.enter_context(open_executor()).map(work, parts)
        yield _or_here(results, work, parts)


def _or_here(
    results: Iterator[Result], work: Callable[[Part], Result], parts: Sequence[Part]
) -> Iterator[Result]:
    from concurrent.futures import BrokenExecutor

    done = 0
    with suppress(BrokenExecutor):
        for done, result in enumerate(results, 1):  # noqa: B007
            yield result
    yield from map(work, parts[done:])


def _may_begin_processes() -> bool:
    """Whether processes help, and may be begun without anything else being done twice.

    Each imports the script that was started, and so runs all of it that is not kept for `__main__`.
    """
    import multiprocessing

    if _cores() == 1 or multiprocessing.parent_process() is not None:
        return False
    main = sys.modules["__main__"]
    if not hasattr(main, "__spec__"):  # as where another program runs Python: none can be begun
        return False
    script = getattr(main, "__file__", None)
    if script is None or main.__spec__ is not None:
        return True
    try:
        return "__main__" in Path(script).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts() -> None:
    """An interrupt from the keyboard reaches all processes: who gave out the work ends it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
