"""The notebooks, run anew, as pages to read in any browser without a network."""

from analysis.publishing.executing import PublishingError
from analysis.publishing.pages import publish_report
from analysis.publishing.refreshing import refresh_notebook

__all__ = ["PublishingError", "publish_report", "refresh_notebook"]
