"""Programs that read what the archive hands out get the right things."""
