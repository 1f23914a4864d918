# shellcheck shell=bash
# PostgreSQL and Redis for the suite, from Debian's packages: the PostgreSQL that runs already or an own one, an own Redis.
# Sets database_url and broker_url. Sourced by .ci/run, which provides $work, $python and $root.

own_postgresql=
own_redis=

install_package() { # install_package <program> <package>
  command -v "$1" >/dev/null && return
  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$2"
}

start_postgresql() {
  local name=idarathon_$$ port=5432 tools
  if ! answers_postgresql 5432; then
    install_package pg_lsclusters postgresql || return 1
    port=$("$python" "$root/.ci/free_port.py")
    tools=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
    own_postgresql=$work/postgresql
    install -d -o postgres "$own_postgresql" || return 1
    as_postgres "$tools/initdb" --auth trust --encoding UTF8 --pgdata "$own_postgresql/data" >"$work/initdb.log" || return 1
    as_postgres "$tools/pg_ctl" --pgdata "$own_postgresql/data" --wait --log "$own_postgresql/log" \
      --options "-p $port -k $own_postgresql -c fsync=off" start >/dev/null || return 1
    own_postgresql_control="$tools/pg_ctl"
  fi
  # Django makes the test databases beside this one, which need not exist.
  database_url=postgres://postgres@127.0.0.1:$port/$name
}

start_redis() { # always an own one: it costs nothing, and what tests leave in it goes with it
  local port
  install_package redis-server redis-server || return 1
  port=$("$python" "$root/.ci/free_port.py")
  redis-server --bind 127.0.0.1 --port "$port" --save "" --dir "$work" --logfile "$work/redis.log" &
  own_redis=$!
  broker_url=redis://127.0.0.1:$port/0
}

stop_services() {
  [ -z "$own_redis" ] || kill "$own_redis"
  [ -z "$own_postgresql" ] || as_postgres "$own_postgresql_control" --pgdata "$own_postgresql/data" --mode fast stop >/dev/null
}

as_postgres() {
  (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@")
}

answers_postgresql() {
  "$python" - "$1" <<'PY'
import sys
import psycopg2
try:
    psycopg2.connect(host="127.0.0.1", port=sys.argv[1], user="postgres", dbname="postgres", connect_timeout=3).close()
except psycopg2.OperationalError:
    sys.exit(1)
PY
}
