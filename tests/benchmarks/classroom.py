"""What the kernels of a class on one server hold, and how long each takes to start.

    python -m tests.benchmarks.classroom [--kernels 3 6 12] [--write]

So many kernels at once import the kit, read the corpus, draw a first chart and run the whole of
notebook 00. Seconds are those that a kernel works (CPU). Megabytes of its own are what one more
kernel costs; its share is that and its part of what all use together, so that the shares add up.
Linux only: it asks `/proc`.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path
from queue import Empty
from statistics import median

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

from tests.benchmarks.page import write_table

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
START = {
    "import and read": "import analysis\ncorpus = analysis.read_corpus()",
    "first chart": "analysis.chart_codes(analysis.count_codes(corpus, every='quarter'))",
}
WAIT = 900
"""Seconds for one cell: many kernels on few cores take their time."""


@contextmanager
def open_kernel() -> Iterator[tuple[int, BlockingKernelClient]]:
    """The process of a new kernel, and a client that talks to it."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(NOTEBOOKS))
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=WAIT)
        yield manager.provisioner.pid, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run_everywhere(clients: list[BlockingKernelClient], code: str) -> None:
    """The cell in all kernels at the same time; SystemExit where it fails."""
    asked = [(client, client.execute(code)) for client in clients]
    for client, message in asked:
        while (answer := client.get_shell_msg(timeout=WAIT))["parent_header"]["msg_id"] != message:
            pass
        if answer["content"]["status"] != "ok":
            raise SystemExit(f"{code}\n{answer['content']}")
        try:
            while True:
                client.get_iopub_msg(timeout=0)
        except Empty:
            pass


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid: int) -> dict[str, float]:
    """All that the process has in memory, its share where several use it, and what is its own."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    held = {name: int(rest.split()[0]) / 1024 for name, rest in (each.split(":") for each in lines)}
    own = held["Private_Clean"] + held["Private_Dirty"]
    return {"all": held["Rss"], "share": held["Pss"], "own": own}


def measure(kernels: int) -> dict[str, float]:
    """The median of so many kernels: seconds of each step, megabytes at the end of notebook 00."""
    notebook = json.loads((NOTEBOOKS / "00_start_here.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(each["source"]) for each in notebook["cells"] if each["cell_type"] == "code"]
    with ExitStack() as stack:
        opened = [stack.enter_context(open_kernel()) for _ in range(kernels)]
        pids, clients = [pid for pid, _ in opened], [client for _, client in opened]
        marks = [list(map(cpu_seconds, pids))]
        for steps in ([START["import and read"]], [START["first chart"]], cells):
            for code in steps:
                run_everywhere(clients, code)
            marks.append(list(map(cpu_seconds, pids)))
        held = list(map(megabytes, pids))
    found = {"start of the kernel": median(marks[0])}
    for name, (before, after) in zip([*START, "notebook 00"], pairwise(marks), strict=True):
        found[name] = median(b - a for a, b in zip(before, after, strict=True))
    return found | {name: median(each[name] for each in held) for name in held[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kernels", type=int, nargs="+", default=[3, 6, 12])
    parser.add_argument("--write", action="store_true", help="into docs/speed.md")
    args = parser.parse_args()
    rows = []
    for kernels in args.kernels:
        found = measure(kernels)
        seconds = [f"{found[name]:.1f}" for name in ("start of the kernel", *START, "notebook 00")]
        held = [f"{found[name]:.0f}" for name in ("all", "share", "own")]
        total = f"{kernels * found['share'] / 1024:.1f}"
        rows.append([str(kernels), *seconds, *held, total])
        sys.stdout.write("  ".join(rows[-1]) + "\n")
        sys.stdout.flush()
    head = ["kernels", "start, s", "import and read, s", "first chart, s", "notebook 00, s",
            "in memory, MB", "its share, MB", "its own, MB", "all together, GB"]  # fmt: skip
    if args.write:
        write_table("classroom", head, rows)


if __name__ == "__main__":
    main()
