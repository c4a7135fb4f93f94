#!/bin/sh
# Makes the database, and the login that Latchkey works with: one that owns nothing, so that it cannot change the audit
# trail. Harmless to repeat; a new password takes the place of the old one.
#
# Run by the owner of the tables, where psql finds the server (PGHOST, PGUSER, PGPASSWORD …). The password of the login is
# in LATCHKEY_DATABASE_PASSWORD, or in the file that LATCHKEY_DATABASE_PASSWORD_FILE names.
set -eu

if [ -z "${LATCHKEY_DATABASE_PASSWORD:-}" ]; then
  LATCHKEY_DATABASE_PASSWORD="$(cat "$LATCHKEY_DATABASE_PASSWORD_FILE")"
fi
export LATCHKEY_DATABASE_PASSWORD

# PostgreSQL's own image says by POSTGRES_USER who the owner is.
if [ -n "${POSTGRES_USER:-}" ]; then
  PGUSER="$POSTGRES_USER"
  export PGUSER
fi

# The password is read by psql itself: on its command line others on the machine could see it.
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname=postgres >/dev/null <<'SQL'
-- Several may start at once; the lock goes with the session.
select pg_advisory_lock(717171);
\set password `printenv LATCHKEY_DATABASE_PASSWORD`
select 'create database latchkey'
 where not exists (select from pg_database where datname = 'latchkey') \gexec
select 'create role latchkey login'
 where not exists (select from pg_roles where rolname = 'latchkey') \gexec
alter role latchkey login password :'password';
grant connect on database latchkey to latchkey;
SQL
