"""Programs that read what the archive hands out."""
