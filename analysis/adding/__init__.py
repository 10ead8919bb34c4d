"""Full texts of the user's own -> the reports that they are, stored beside the corpus."""
