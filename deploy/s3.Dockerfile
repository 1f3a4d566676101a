# syntax=docker/dockerfile:1
# S3Proxy from its pinned pom, with one bucket in /data. For trying Spillway out; production has its own object store.
FROM maven:3.9.11-eclipse-temurin-17 AS jars
COPY test/support/s3-proxy/pom.xml /build/pom.xml
RUN mvn -q -B -f /build/pom.xml dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=/build/libs

FROM eclipse-temurin:17.0.16_8-jre
RUN useradd --system --uid 10001 s3 && mkdir /data && chown s3 /data
COPY --from=jars /build/libs /opt/s3proxy
COPY --chmod=755 <<'SCRIPT' /usr/local/bin/s3proxy
#!/bin/sh
set -eu
umask 077
mkdir -p "/data/$S3_BUCKET"
cat >/tmp/s3proxy.properties <<PROPERTIES
s3proxy.endpoint=http://0.0.0.0:9000
s3proxy.authorization=aws-v2-or-v4
s3proxy.identity=$S3_ACCESS_KEY_ID
s3proxy.credential=$S3_SECRET_ACCESS_KEY
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=/data
jclouds.identity=unused
jclouds.credential=unused
PROPERTIES
exec java -Xmx512m -cp '/opt/s3proxy/*' org.gaul.s3proxy.Main --properties /tmp/s3proxy.properties
SCRIPT
USER s3
VOLUME /data
EXPOSE 9000
ENTRYPOINT ["/usr/local/bin/s3proxy"]
