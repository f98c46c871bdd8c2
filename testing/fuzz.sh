#!/usr/bin/env bash
# Fuzzes every target in turn and prints a table of what came of it.
#
#   testing/fuzz.sh [SECONDS [PATTERN [KEEP]]]
#
# SECONDS of fuzzing for each target (60), of those whose Class.method matches PATTERN (all). Of
# the inputs that reached new code, the KEEP that reached most (0) become seeds of their target, and
# so does the input of a finding. The whole story is in target/fuzz/<target>.log.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:-60}
pattern=${2:-.}
keep=${3:-0}
input_seconds_max=25 # an input that takes longer is a finding
kept_bytes_max=2048  # larger seeds say little to a reader
modules=(schemas platform gateway)
logs=$PWD/target/fuzz

say() { :; }
complain() { echo "!! $*" >&2; }
. .ci/java.sh
find_java

build() {
  ./mvnw -q test-compile dependency:build-classpath -Dmdep.includeScope=test \
    -Dmdep.outputFile=target/test-classpath.txt -pl "$(IFS=,; echo "${modules[*]}")" -am
}

# Prints the class and the method of every target of a module.
targets() {
  find "$1/src/test/java" -name '*FuzzTest.java' | sort | while read -r file; do
    local class=${file#"$1/src/test/java/"}
    class=${class%.java}
    awk -v class="${class//\//.}" '
      /^  @FuzzTest/ { wanted = 1 }
      wanted && match($0, /void [A-Za-z0-9_]+\(/) {
        print class, substr($0, RSTART + 5, RLENGTH - 6)
        wanted = 0
      }' "$file"
  done
}

# Runs one target in the directory of its module. The compilers and the collector are those that
# start fast: a target runs for a minute.
fuzz() {
  local class=$1 method=$2 seeds=$3 reached=$4
  JAZZER_FUZZ=1 "$JAVA_HOME/bin/java" -Xmx1g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -XX:+EnableDynamicAgentLoading \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "target/test-classes:target/classes:$(cat target/test-classpath.txt)" \
    com.code_intelligence.jazzer.Jazzer \
    --target_class="$class" --target_method="$method" \
    -max_total_time="$seconds" -timeout="$input_seconds_max" -print_final_stats=1 \
    -artifact_prefix="$seeds/" -features_dir="$reached"
}

# Makes seeds of the inputs that reached most: for each there is a file of what it alone reaches.
keep_best() {
  local corpus=$1 seeds=$2 reached=$3 kept=0 name
  local known
  known=$(find "$seeds" -type f -exec sha1sum {} + | cut -d ' ' -f 1)
  for name in $(ls -S "$reached"); do
    [ "$kept" -lt "$keep" ] || break
    [ -f "$corpus/$name" ] || continue
    [ "$(stat -c %s "$corpus/$name")" -le "$kept_bytes_max" ] || continue
    [[ $known != *"$name"* ]] || continue
    cp "$corpus/$name" "$seeds/found-${name:0:8}"
    kept=$((kept + 1))
  done
}

row() { printf '| %-72s | %7s | %10s | %8s | %8s |\n' "$@"; }

build
mkdir -p "$logs"
findings=0
total=0
all_runs=0
row target seconds runs features findings
row --- --- --- --- ---
for module in "${modules[@]}"; do
  while read -r class method; do
    name=${class##*.}.$method
    [[ $name =~ $pattern ]] || continue
    log=$logs/$name.log
    seeds=src/test/resources/${class//.//}Inputs/$method
    reached=$logs/$name.reached
    rm -rf "$reached"
    mkdir -p "$module/$seeds" "$reached"
    found=0
    (cd "$module" && fuzz "$class" "$method" "$seeds" "$reached") >"$log" 2>&1 </dev/null || found=1
    keep_best "$module/.cifuzz-corpus/$class/$method" "$module/$seeds" "$reached"
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -n 1)
    spent=$(sed -n 's/^Done [0-9]* runs in \([0-9]*\) second.*/\1/p' "$log" | tail -n 1)
    features=$(sed -n 's/^#.* ft: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    row "$name" "${spent:--}" "${runs:--}" "${features:--}" "$found"
    total=$((total + ${spent:-0}))
    all_runs=$((all_runs + ${runs:-0}))
    findings=$((findings + found))
  done < <(targets "$module")
done
echo "$total seconds of fuzzing, $all_runs runs, $findings findings; logs in $logs"
[ "$findings" -eq 0 ]
