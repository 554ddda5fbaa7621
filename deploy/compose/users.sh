#!/bin/sh
# Run once by the database's container, when its data are made: a user for each role. `rekey migrate` says what each may do.
set -eu
for role in registration orchestrator notifier admin; do
    psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
        --set name="rekey_$role" --set password="$(cat "/run/secrets/${role}_password")" <<'SQL'
CREATE USER :"name" PASSWORD :'password';
SQL
done
