"""The schema of every table: grain, key, columns, dtypes, units and meaning.

One `pandera` schema a table. The reader builds and checks the tables with them, `describe`
prints them and the data package is written from them, so the three cannot disagree.
"""

from analysis.tables.describing import Description, describe
from analysis.tables.schemas import CSV_SCHEMAS, SCHEMAS

__all__ = ["CSV_SCHEMAS", "SCHEMAS", "Description", "describe"]
