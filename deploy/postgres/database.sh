#!/bin/sh
# Of two roles, neither a superuser, one owns the tables and one uses them: core/rights.py says how.
# Sorting as on the embedded server of the tests.
set -eu
psql --set=ON_ERROR_STOP=1 --set=owner="$OWNER_PASSWORD" --set=portal="$PORTAL_PASSWORD" --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE register LOGIN PASSWORD :'owner';
CREATE ROLE portal LOGIN PASSWORD :'portal';
CREATE DATABASE register OWNER register TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE CONNECT ON DATABASE register FROM PUBLIC;
GRANT CONNECT ON DATABASE register TO portal;
SQL
