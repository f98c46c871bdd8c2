# Finds the Java 25 that builds Sluice and exports it as JAVA_HOME. Sourced by .ci/run.

is_java_25() {
  [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$1/release" 2>/dev/null
}

find_java() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/*25*; do
    if is_java_25 "$home"; then
      export JAVA_HOME=$home
      say "Java: $JAVA_HOME"
      return 0
    fi
  done
  complain "no JDK 25: set JAVA_HOME, or install one under /usr/lib/jvm"
  return 1
}
