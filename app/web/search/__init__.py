"""Search and its views: results, concordance, use over time, feeds, suggestions."""
