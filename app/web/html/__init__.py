"""Presentation shared by all rooms: renderer, labels, pagers, facets, charts, style sheet and scripts."""
