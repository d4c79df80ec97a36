# syntax=docker/dockerfile:1
# For a build that can be repeated, give the image by its digest: --build-arg BASE_IMAGE=python@sha256:…
ARG BASE_IMAGE=python:3.11.14-slim-bookworm
FROM ${BASE_IMAGE} AS build
WORKDIR /srv/jueyi
COPY requirements/build.txt requirements/app.txt requirements/tantivy.txt requirements/cluster.txt requirements/
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements/build.txt \
    && .venv/bin/pip install --no-cache-dir --require-hashes --no-build-isolation -r requirements/app.txt \
    && .venv/bin/pip install --no-cache-dir --require-hashes --only-binary tantivy -r requirements/tantivy.txt \
    && .venv/bin/pip install --no-cache-dir --require-hashes --only-binary psycopg-binary -r requirements/cluster.txt
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY app app
COPY data data
COPY migrations migrations
COPY static static
COPY templates templates
RUN .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM ${BASE_IMAGE}
RUN useradd --create-home --uid 10001 jueyi \
    && install --directory --owner jueyi /archive
WORKDIR /srv/jueyi
COPY --from=build /srv/jueyi/.venv .venv
COPY data data
COPY deploy/start.sh deploy/start.sh
ENV PATH=/srv/jueyi/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    JUEYI_ARCHIVE=/archive
USER 10001
VOLUME /archive
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["sh", "deploy/start.sh"]
