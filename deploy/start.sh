#!/bin/sh
# Serves the archive; where there is none yet, takes in the texts that ship first.
# Some of them may be refused: that keeps nobody from reading the others.
[ -e "${JUEYI_ARCHIVE:-var/archive}/current" ] || jueyi ingest data
exec jueyi serve --host 0.0.0.0 --port 8000 --workers 2
