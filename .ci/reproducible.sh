# Builds twice, in two copies of the sources, and compares what came out. Sourced by .ci/run.

built_twice_is_the_same() {
  local copies=/tmp/sluice-ci-copies.$$ copy
  for copy in one other; do
    mkdir -p "$copies/$copy"
    git ls-files -z --cached --others --exclude-standard |
      tar -c --null --ignore-failed-read -T - 2>/dev/null | tar -x -C "$copies/$copy"
    if ! (cd "$copies/$copy" && ./mvnw -q package -Dmaven.test.skip=true -Dspotless.check.skip \
      -Denforcer.skip >"$copies/$copy.log" 2>&1); then
      complain "the copy does not build:"
      tail -30 "$copies/$copy.log" >&2
      rm -rf "$copies"
      return 1
    fi
    hashes_of "$copies/$copy" >"$copies/$copy.sums"
  done
  compare_sums "$copies/one.sums" "$copies/other.sums"
  local same=$?
  rm -rf "$copies"
  return "$same"
}

hashes_of() {
  (cd "$1" && find . -path '*/target/*' -not -path '*/classes/*' \
    \( -name '*.jar' -o -name 'bom.json' -o -name '*.tar.gz' \) -print0 |
    sort -z | xargs -0 -r sha256sum)
}

compare_sums() {
  if [ ! -s "$1" ]; then
    complain "nothing was built"
    return 1
  fi
  if ! diff "$1" "$2" >&2; then
    complain "two builds of the same sources differ"
    return 1
  fi
  say "$(wc -l <"$1") artefacts, the same bytes twice"
}
