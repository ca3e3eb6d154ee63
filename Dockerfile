FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r /requirements.txt


FROM python:3.11-slim-bookworm AS built
# Debian keeps its newest versions only, so they cannot be pinned.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends gettext \
 && rm -rf /var/lib/apt/lists/*
COPY --from=packages /venv /venv
COPY . /app
WORKDIR /app
# Collecting files wants settings to be there; these exist in this step only.
RUN for po in locale/*/LC_MESSAGES/*.po; do msgfmt --check-format -o "${po%.po}.mo" "$po" || exit 1; done \
 && env SECRET_KEY=- DATABASE_URL=postgresql://- REDIS_URL=redis://- FIELD_KEYS=- DIGEST_KEY=- AUDIT_KEY=- \
    STATIC_ROOT=/app/staticfiles /venv/bin/python manage.py collectstatic --no-input --verbosity=0 \
 && chmod -R a+rX,go-w /app


FROM python:3.11-slim-bookworm
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin portal \
 && install --directory --owner=portal --mode=0750 /srv/media
COPY --from=packages /venv /venv
COPY --from=built /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/app/staticfiles \
    MEDIA_ROOT=/srv/media \
    WEB_CONCURRENCY=2 \
    XDG_CACHE_HOME=/tmp
USER 10001
EXPOSE 8000
# A long address or header is answered by the portal, in its own words; the proxy bounds both.
CMD ["gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--worker-tmp-dir=/dev/shm", "--no-control-socket", \
     "--limit-request-line=0", "--limit-request-field_size=65536"]
