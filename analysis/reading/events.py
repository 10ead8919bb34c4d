"""The table of public events that a text may allude to, from `events.yml` of a corpus folder."""

from collections.abc import Iterable
from pathlib import Path

from analysis.reading.corpus import find_folder
from analysis.reading.eventrules import Event, check_events
from analysis.reading.problems import CorpusError


def read_events(
    folder: str | Path | None = None, *, event_ids: Iterable[str] | None = None
) -> list[Event]:
    """The events of a corpus folder, in the order of the file.

    Parameters
    ----------
    folder
        As for `read_corpus`. A folder without `events.yml` has no events.
    event_ids
        Those that are wanted (default: all).

    Returns
    -------
    list of Event

    Raises
    ------
    CorpusError
        Something is wrong with the file; each problem names its line.
    KeyError
        There is no such event.

    Examples
    --------
    >>> [event.first for event in read_events(event_ids=["kakhovka-dam"])]
    [datetime.date(2023, 6, 6)]
    """
    path = find_folder(folder)
    events, problems = check_events(path)
    if problems:
        raise CorpusError(path, problems)
    if event_ids is None:
        return events
    wanted, known = set(event_ids), {event.event_id for event in events}
    if unknown := sorted(wanted - known):
        raise KeyError(f"no event {', '.join(unknown)}; there are: {', '.join(sorted(known))}")
    return [event for event in events if event.event_id in wanted]
