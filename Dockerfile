# Two stages: packages are installed in the first, and only what runs is carried into the second.
FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements/production.txt /tmp/production.txt
RUN pip install --require-hashes -r /tmp/production.txt

FROM python:3.12-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VAR=/data \
    STATIC_ROOT=/srv/static
RUN useradd --system --uid 10001 --home-dir /app idarathon \
    && install -d -o idarathon /data /srv/static
COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY . .
# Made at build time, as root, so that the running site cannot change its own code. No secret of production is needed:
# the local settings make throw-away ones in a folder that is removed again.
RUN export VAR=/tmp/build \
    && python manage.py catalogue --compile \
    && python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/build
ENV IDARATHON_ENV=production
USER 10001
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "idarathon.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--no-control-socket", \
     "--log-level", "warning", "--worker-tmp-dir", "/dev/shm"]
