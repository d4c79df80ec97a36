"""The HTTP server: uvicorn, with bounds on connections, on what they hold and on how long they may wait."""
