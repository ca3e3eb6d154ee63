#!/bin/sh
# The portal owns its database and is no superuser. Sorting as on the embedded server of the tests.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$REGISTER_PASSWORD" --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE register LOGIN PASSWORD :'password';
CREATE DATABASE register OWNER register TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE CONNECT ON DATABASE register FROM PUBLIC;
SQL
