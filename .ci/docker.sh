# A Docker engine of our own for one run, beside any other on the machine. Sourced by .ci/run.
#
# Its socket, data and network bridge are private, it touches no firewall rule, and everything of
# it is gone after stop_docker. Ports of containers are published on 127.0.0.1 by its proxy.

engine=/tmp/sluice-ci-engine.$$
bridge=sluice$$
subnet=198.18.$(($$ % 64))

start_docker() {
  if ! command -v dockerd >/dev/null || [ "$(id -u)" -ne 0 ]; then
    complain "no dockerd here, or not root"
    return 1
  fi
  mkdir -p "$engine"
  ip link add name "$bridge" type bridge &&
    ip addr add "$subnet.1/24" dev "$bridge" &&
    ip link set "$bridge" up || return 1
  setsid dockerd -H "unix://$engine/docker.sock" --bridge "$bridge" --ip 127.0.0.1 \
    --iptables=false --ip-masq=false --ip-forward=false --userland-proxy=true \
    --default-address-pool base=198.18.64.0/18,size=26 \
    --data-root "$engine/data" --exec-root "$engine/exec" --pidfile "$engine/pid" \
    >"$engine/log" 2>&1 </dev/null &
  export DOCKER_HOST=unix://$engine/docker.sock
  # Testcontainers: no helper container, and ports are where the proxy publishes them.
  export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=localhost
  await_docker
}

await_docker() {
  local tries
  for tries in $(seq 150); do
    if docker version >/dev/null 2>&1; then
      say "Docker: $(docker version -f '{{.Server.Version}}') at $DOCKER_HOST"
      return 0
    fi
    sleep 0.2
  done
  complain "dockerd does not answer; its last words:"
  tail -20 "$engine/log" >&2
  return 1
}

# Does nothing when the engine was never started.
stop_docker() {
  if [ -s "$engine/pid" ]; then
    local left
    left=$(docker ps -aq --filter label=org.testcontainers=true 2>/dev/null)
    [ -z "$left" ] || docker rm -f $left >/dev/null
    local pid
    pid=$(cat "$engine/pid")
    kill "$pid" && await_end "$pid"
  fi
  ip link del "$bridge" 2>/dev/null
  rm -rf "$engine"
  unset DOCKER_HOST
}

await_end() {
  local tries
  for tries in $(seq 100); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  complain "dockerd ($1) does not end; killing it"
  kill -9 "$1"
}
