# Keeps the reports of each pass and adds them up. Sourced by .ci/run.

reports=target/ci

# Drops the reports of earlier runs, so that only this run's are added up.
forget_reports() {
  rm -rf "$reports"
  find . -path '*/target/surefire-reports/TEST-*.xml' -delete
}

# Moves the reports of the pass that just ended to a folder of its own.
keep_reports() {
  local pass=$1 file module
  mkdir -p "$reports/$pass"
  for file in $(find . -path "./$reports" -prune -o \
    -path '*/target/surefire-reports/TEST-*.xml' -print); do
    module=$(echo "${file%/target/*}" | tr / -)
    mv "$file" "$reports/$pass/${module#.-}-$(basename "$file")"
  done
}

# Sets tests, failed and skipped to the sums of the folders' reports.
count_reports() {
  local counts
  counts=$(find "$@" -name '*.xml' -exec awk '
    # The head of a report may run over several lines; its numbers are in the first testsuite tag.
    FNR == 1 { inside = 0; done = 0 }
    /<testsuite[ >]/ && !done { inside = 1 }
    inside {
      rest = $0
      while (match(rest, /(tests|errors|failures|skipped)="[0-9]+"/)) {
        split(substr(rest, RSTART, RLENGTH), pair, "\"")
        sum[pair[1]] += pair[2]
        rest = substr(rest, RSTART + RLENGTH)
      }
      if ($0 ~ />/) { inside = 0; done = 1 }
    }
    END {
      printf "%d %d %d\n", sum["tests="], sum["errors="] + sum["failures="], sum["skipped="]
    }' {} +)
  read -r tests failed skipped <<<"${counts:-0 0 0}"
}
