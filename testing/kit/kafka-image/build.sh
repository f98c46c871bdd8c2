#!/bin/bash
# Builds the Kafka image that broker tests run on (default tag: local/kafka:4).
#
# Needs: a Docker engine, a JDK 25 in JAVA_HOME, mmdebstrap. Pulls no image: the base is made of
# Debian packages, the broker of jars from Maven Central. An image of the same recipe is kept.
set -euo pipefail

tag=${1:-local/kafka:4}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
: "${JAVA_HOME:?must name a JDK 25}"

packages=libc6,libgcc-s1,libstdc++6,zlib1g,bash-static,busybox-static
modules=java.base,java.logging,java.management,jdk.management,java.naming,java.security.jgss
modules+=,java.security.sasl,jdk.security.jgss,java.sql,java.xml,java.desktop,java.net.http
modules+=,jdk.crypto.ec,jdk.unsupported,jdk.zipfs,java.management.rmi,jdk.management.agent

# Everything that shapes the image: these files, the versions and the Java it carries.
recipe=$({
  cat "$here"/{build.sh,Dockerfile,pom.xml} "$here"/etc/* "$JAVA_HOME/release"
  grep -E '<(kafka|scala|slf4j)\.version>' "$root/pom.xml"
} | sha256sum | cut -c1-16)
label='{{index .Config.Labels "sluice.recipe"}}'
built=$(docker image inspect -f "$label" "$tag" 2>/dev/null || true)
if [ "$built" = "$recipe" ]; then
  echo "$tag is up to date (recipe $recipe)"
  exit 0
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r "$here/Dockerfile" "$here/etc" "$scratch"

echo "$tag: base system"
mmdebstrap --quiet --variant=extract --include="$packages" bookworm "$scratch/base.tar"
mkdir "$scratch/base"
tar -xf "$scratch/base.tar" -C "$scratch/base" --exclude=./dev --exclude='./usr/share/doc/*' \
  --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' --exclude='./var/*' \
  --exclude='./usr/lib/*/gconv/*'

echo "$tag: Java"
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages \
  --generate-cds-archive --output "$scratch/jre"

echo "$tag: Kafka"
"$root/mvnw" -q -f "$here/pom.xml" -Denforcer.skip dependency:copy-dependencies \
  -DincludeScope=runtime -DoutputDirectory="$scratch/libs"

DOCKER_BUILDKIT=0 docker build -q --label "sluice.recipe=$recipe" -t "$tag" "$scratch"
