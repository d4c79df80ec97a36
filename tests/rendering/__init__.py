"""Renders documents as plain texts in many shapes, reads them back, and compares.

`python -m tests.rendering FOLDER` does so over a folder of XML files and reports what did not come back.
"""
