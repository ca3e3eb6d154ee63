#!/bin/sh
# TLS between the containers: an authority of our own, and from it a certificate for each that listens.
# Usage: certificates.sh FOLDER NAME:UID …
# Run at each start. What is good for another year stays; what is new is used from the next restart on.
set -eu
umask 077
folder=$1
shift
year=31536000
authority=$folder/authority
mkdir -p "$authority" "$folder/public"
chmod 755 "$folder/public"

# Print the options that make a key on P-256.
new_key() { echo -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc; }

if [ ! -s "$authority/ca.pem" ]; then
  # shellcheck disable=SC2046
  openssl req -x509 $(new_key) -days 3650 -subj "/CN=Inside the teacher register" \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign" \
    -keyout "$authority/key.pem" -out "$authority/unfinished.pem"
  mv "$authority/unfinished.pem" "$authority/ca.pem"
fi
cp "$authority/ca.pem" "$folder/public/ca.pem"
chmod 644 "$folder/public/ca.pem"

for who in "$@"; do
  name=${who%:*} own=$folder/${who%:*}
  mkdir -p "$own"
  if ! openssl x509 -checkend $year -noout -in "$own/certificate.pem" > /dev/null 2>&1; then
    # shellcheck disable=SC2046
    openssl req -x509 $(new_key) -days 730 -subj "/CN=$name" \
      -CA "$authority/ca.pem" -CAkey "$authority/key.pem" \
      -addext "basicConstraints=critical,CA:FALSE" -addext "keyUsage=critical,digitalSignature" \
      -addext "extendedKeyUsage=serverAuth" -addext "subjectAltName=DNS:$name,DNS:localhost" \
      -keyout "$own/unfinished-key.pem" -out "$own/unfinished.pem"
    mv "$own/unfinished-key.pem" "$own/key.pem"
    mv "$own/unfinished.pem" "$own/certificate.pem"
  fi
  chown -R "${who#*:}" "$own"
done
