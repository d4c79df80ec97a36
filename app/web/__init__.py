"""Answering requests: pages in Chinese, and JSON."""
