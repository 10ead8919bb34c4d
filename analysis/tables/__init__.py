"""The schema of every table: grain, key, columns, dtypes, units and meaning.

One `pandera` schema a table. The reader builds and checks the tables with them, `describe`
prints them and the data package is written from them, so the three cannot disagree.
"""

import sys

import lazy_loader
import pandas as pd

from analysis.tables.frames import show_frames

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

# Told for the whole process, since results are plain frames. "$5 and then $6" in a table is no
# formula, as which a notebook would set it; whoever wants formulas sets the option again.
pd.set_option("display.html.use_mathjax", False)
if "IPython" in sys.modules:
    show_frames()
