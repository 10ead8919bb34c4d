"""Reports in the order in which they are coded."""

import hashlib
from typing import Literal

import pandas as pd

Order = Literal["seeded", "balanced", "listed"]


def order_reports(reports: pd.DataFrame, order: Order = "balanced", seed: int = 0) -> list[str]:
    """Ids of reports in the order in which they are coded; the first ones are a sample of all.

    Parameters
    ----------
    reports
        As in a corpus.
    order
        "seeded": mixed, the same for the same seed, and of two reports the same one comes first
        whatever others there are; "balanced": mixed so that each month comes once before any comes
        again, and in a month the first report of an outlet before second ones; "listed": as they
        are.
    seed
        Another one mixes them otherwise.

    Returns
    -------
    list of str
        Each report once.

    Raises
    ------
    ValueError
        The order is none of these.

    Examples
    --------
    >>> days = pd.to_datetime(["2024-05-01", "2024-05-02", "2024-06-01"])
    >>> ids = ["may-1", "may-2", "june-1"]
    >>> reports = pd.DataFrame({"report_id": ids, "outlet": "A", "published_from": days})
    >>> order_reports(reports, "balanced", 0)[:2]
    ['june-1', 'may-2']
    """
    if order == "listed":
        return reports["report_id"].tolist()
    if order not in ("seeded", "balanced"):
        raise ValueError(f"order is {order!r}; use seeded, balanced or listed")
    mixed = reports.assign(
        lot=[hashlib.sha256(f"{seed} {each}".encode()).hexdigest() for each in reports["report_id"]]
    ).sort_values("lot")
    if order == "balanced":
        mixed = mixed.assign(
            month=mixed["published_from"].dt.to_period("M").astype("str"),
            turn=mixed.groupby(mixed["outlet"].fillna("")).cumcount(),
        ).sort_values("turn", kind="stable")
        mixed = mixed.assign(turn=mixed.groupby("month").cumcount())
        mixed = mixed.sort_values("turn", kind="stable")
    return mixed["report_id"].tolist()
