"""Presentation that every room uses: the renderer, labels, pagers, facets, charts, style sheet and scripts."""
