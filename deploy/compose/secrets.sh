#!/bin/sh
# Makes the secrets of docker-compose.yml, once: what is there already stays. Keep deploy/compose/secrets/ out of sight.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
draw() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
keep() { [ -s "secrets/$1" ] || printf '%s' "$2" >"secrets/$1"; }

keep owner_password "$(draw)"
keep owner_url "postgres://rekey:$(cat secrets/owner_password)@postgres:5432/rekey"
for role in registration orchestrator notifier admin; do
    keep "${role}_password" "$(draw)"
    keep "${role}_url" "postgres://rekey_$role:$(cat "secrets/${role}_password")@postgres:5432/rekey"
done
keep broker_password "$(draw)"
keep broker_url "amqp://rekey:$(cat secrets/broker_password)@rabbitmq:5672/%2f"
keep broker_config "default_user = rekey
default_pass = $(cat secrets/broker_password)
"
# Yours: the password of the mail account, and Twilio's token where text messages are sent.
for own in smtp_password twilio_auth_token; do
    [ -e "secrets/$own" ] || : >"secrets/$own"
done
# The containers read the files as other users; nobody else on this machine gets into the folder.
chmod 700 secrets
chmod 644 secrets/*
echo "the secrets are in $(pwd)/secrets; put the mail account's password into smtp_password"
