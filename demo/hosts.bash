# Hosts on one machine: each is a set of namespaces (network, mounts, processes, host name) with a /run of its own, joined
# by a bridge in a namespace of its own. Nothing of this machine's own network is touched. To be sourced.

declare -A HOST_PID=()
WORK=$(mktemp -d /tmp/holdfast-demo.XXXXXX)

# start_host NAME: makes a host without a link.
start_host() {
    local name=$1 holder
    unshare --net --mount --uts --pid --fork --mount-proc bash -c "hostname $name && mount -t tmpfs tmpfs /run && while :; do sleep 3600; done" 2>"$WORK/$name.holder" &
    holder=$!
    disown
    until HOST_PID[$name]=$(pgrep -P "$holder") && [ "$(on "$name" hostname 2>/dev/null)" = "$name" ]; do sleep 0.05; done
    until on "$name" findmnt -n -t tmpfs /run >/dev/null; do sleep 0.05; done
    on "$name" ip link set lo up
}

# on NAME COMMAND...: runs a command on a host.
on() {
    local pid=${HOST_PID[$1]}
    shift
    nsenter --target "$pid" --net --mount --uts --pid "$@"
}

# start_switch: makes the bridge that all hosts are joined by.
start_switch() {
    start_host switch
    on switch ip link add br0 type bridge
    on switch ip link set br0 up
}

# connect NAME INTERFACE ADDRESS/LENGTH: gives a host a link to the switch.
connect() {
    # Only the network namespace is entered: the other host's process number means nothing inside the switch.
    nsenter --target "${HOST_PID[switch]}" --net ip link add name "to-$1" type veth peer name "$2" netns "${HOST_PID[$1]}"
    on switch ip link set "to-$1" master br0 up
    on "$1" ip address add "$3" dev "$2"
    on "$1" ip link set "$2" up
}

# stop_hosts: ends all hosts with everything on them.
stop_hosts() {
    # The holder's child is the first process of its namespace: with it all others end.
    for pid in "${HOST_PID[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
    rm -rf "$WORK"
}
