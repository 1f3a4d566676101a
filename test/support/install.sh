#!/bin/sh
# Brings a Debian-like machine to where `npm run test:world` finds what it needs: Java, Maven, Postgres, Chromium, and the
# jars of Kafka and S3Proxy. Run it as often as you like; it is quick when all is there. Needs root or sudo to install.
set -eu
cd "$(dirname "$0")/../.."

missing=""
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }

java_major() { java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1; }
if ! command -v java >/dev/null 2>&1 || [ "$(java_major)" -lt 17 ]; then
  java_package=openjdk-17-jre-headless
  # Newer releases no longer carry 17.
  if ! apt-cache show "$java_package" >/dev/null 2>&1; then java_package=default-jre-headless; fi
  missing="$missing $java_package"
fi
need mvn maven
# The walls of the sandbox; without it the tests see the weaker ones.
need bwrap bubblewrap
need openssl openssl
# Its built-in kustomize builds the manifests; Debian has it from release 13 on in a version that is new enough.
need kubectl kubernetes-client
if ! command -v chromium >/dev/null 2>&1 && ! command -v chromium-browser >/dev/null 2>&1; then
  missing="$missing chromium"
fi
# Only the server binaries are needed; a server that runs already, or DATABASE_URL, is used as it is.
if [ -z "${DATABASE_URL:-}" ] && ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
  missing="$missing postgresql"
fi

# Clock jumps of the chaos run: preloaded into service processes, never shipped.
if ! ls /usr/lib/*/faketime/libfaketime.so.1 >/dev/null 2>&1; then missing="$missing libfaketime"; fi

if [ -n "$missing" ]; then
  as_root=""
  if [ "$(id -u)" -ne 0 ]; then as_root="sudo"; fi
  echo "Installing:$missing"
  $as_root apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing
fi

for name in kafka-broker s3-proxy; do
  libs=".cache/$name/libs"
  if ls "$libs"/*.jar >/dev/null 2>&1; then continue; fi
  echo "Fetching the jars of $name"
  partial="$libs.partial"
  rm -rf "$partial"
  mvn -q -B -f "test/support/$name/pom.xml" dependency:copy-dependencies -DincludeScope=runtime \
    "-DoutputDirectory=$PWD/$partial"
  mv "$partial" "$libs"
done
# Prometheus' linter alone, without installing a server.
if ! command -v promtool >/dev/null 2>&1 && [ ! -x .cache/promtool/usr/bin/promtool ]; then
  echo "Fetching promtool"
  partial="$PWD/.cache/promtool.partial"
  rm -rf "$partial"
  mkdir -p "$partial/package"
  (cd "$partial/package" && apt-get download -qq prometheus)
  dpkg-deb -x "$partial"/package/prometheus_*.deb "$partial"
  rm -rf "$partial/package" .cache/promtool
  mv "$partial" .cache/promtool
fi
echo "All is there."
