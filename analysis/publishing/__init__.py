"""The notebooks, run anew, as pages to read in any browser without a network."""

from analysis.publishing.notebooks import PublishingError, publish_report, refresh_notebook

__all__ = ["PublishingError", "publish_report", "refresh_notebook"]
