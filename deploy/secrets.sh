#!/bin/sh
# Makes what deploy/compose.yaml wants in deploy/secrets, as far as it can be made up: passwords, the encryption key, and a
# settings file with nothing in it. What is there already stays as it is, so it may be run again.
set -eu

folder="${1:-"$(dirname "$0")/secrets"}"
umask 077
mkdir -p "$folder"

# The file's name, then its text.
make() {
  if [ -e "$folder/$1" ]; then
    echo "kept  $folder/$1"
    return
  fi
  printf '%s\n' "$2" >"$folder/$1"
  echo "made  $folder/$1"
}

make owner-password "$(openssl rand -hex 32)"
make database-password "$(openssl rand -hex 32)"
make encryption-key "$(openssl rand -base64 32)"
make settings.yaml '# What differs from settings.example.yaml.
{}'
make pgpass "database:5432:*:latchkey_owner:$(cat "$folder/owner-password")
database:5432:*:latchkey:$(cat "$folder/database-password")"

# PostgreSQL's container reads this one as a user of its own; the folder keeps everybody else on this machine out.
chmod 644 "$folder/database-password"

for file in certificate.pem certificate-key.pem; do
  [ -e "$folder/$file" ] || echo "missing  $folder/$file: the app registration's, see deploy/README.md"
done
