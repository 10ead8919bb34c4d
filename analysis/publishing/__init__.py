"""The notebooks, run anew, as pages to read in any browser without a network."""

from analysis.publishing.executing import PublishingError, refresh_notebook
from analysis.publishing.pages import publish_report

__all__ = ["PublishingError", "publish_report", "refresh_notebook"]
