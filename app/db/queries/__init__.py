"""All database reads of pages, the API and ingest, one module per subject."""
