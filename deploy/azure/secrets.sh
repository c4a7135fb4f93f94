#!/bin/sh
# Makes the secrets that main.bicep takes from the vault: the encryption key and two passwords of the database. What is in
# the vault already stays as it is, so it may be run again. With --dry-run it only says what it would make.
set -eu

vault="${1:?Usage: secrets.sh VAULT [--dry-run]}"
mode="${2:-}"
case "$mode" in
  '' | --dry-run) ;;
  *)
    echo "There is no option $mode." >&2
    exit 2
    ;;
esac

umask 077
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

there="$(az keyvault secret list --vault-name "$vault" --query '[].name' --output tsv)"

# The secret's name, then a command that prints its value. By a file: a command line can be read by others on the machine.
make() {
  secret="$1"
  shift
  if printf '%s\n' "$there" | grep -qx "$secret"; then
    echo "kept  $secret"
  elif [ "$mode" = --dry-run ]; then
    echo "would make  $secret"
  else
    "$@" | tr -d '\n' >"$folder/value"
    az keyvault secret set --vault-name "$vault" --name "$secret" --file "$folder/value" --encoding utf-8 --output none
    echo "made  $secret"
  fi
}

# Azure wants three kinds of characters in a password; none of these has to be escaped in an address.
password() {
  printf 'Lk-%s' "$(openssl rand -hex 32)"
}

make encryption-key openssl rand -base64 32
make database-owner-password password
make database-password password
