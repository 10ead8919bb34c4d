# What the schemas say, read when it is first asked for: to parse a text needs none of them.

from .describing import Description as Description
from .describing import describe as describe
from .schemas import CSV_SCHEMAS as CSV_SCHEMAS
from .schemas import SCHEMAS as SCHEMAS
