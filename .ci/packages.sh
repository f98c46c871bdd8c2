# Installs, with apt, the tools that the build and its Docker engine need. Sourced by .ci/run.
#
# Only what is missing is installed; a machine that has everything is left alone.

# command -> package that brings it
tools=(dockerd:docker.io docker:docker.io iptables:iptables mmdebstrap:mmdebstrap
  ip:iproute2 curl:curl git:git unzip:unzip)

install_packages() {
  local missing=() pair
  for pair in "${tools[@]}"; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  if [ "${#missing[@]}" -eq 0 ]; then
    return 0
  fi
  say "installing ${missing[*]}"
  if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    complain "no apt-get or not root: cannot install ${missing[*]}"
    return 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
