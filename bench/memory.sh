#!/bin/sh
# Resident memory of a processor in a process of its own, once a minute, while nine sessions speak; half of them are its own, half those of `emi up`.
# bench/memory.sh [MINUTES]   prints minute, MB; then what `emi bench load` says of lost and doubled segments
set -eu
minutes=${1:-30}
emi=${EMI:-./emi}
work=$(mktemp -d)
"$emi" up --kafka-port 19092 --registry-port 19081 --port 19080 --gateway-port 19082 --data "$work/data" >"$work/up" 2>&1 &
up=$!
trap 'kill $up ${processor:-} 2>/dev/null || true; wait; rm -rf "$work"' EXIT
outside="--bootstrap 127.0.0.1:19092 --registry http://127.0.0.1:19081"

until grep -q dashboard "$work/up"; do
  kill -0 $up 2>/dev/null || { cat "$work/up"; exit 1; }
  sleep 1
done
# shellcheck disable=SC2086 # several options on purpose
EMI_JAVA_OPTS=-Xmx192m "$emi" bench faults processor --engine null --state "$work/state" $outside >"$work/processor" 2>&1 &
processor=$!
until grep -q 'processor runs' "$work/processor"; do
  kill -0 $processor 2>/dev/null || { cat "$work/processor"; exit 1; }
  sleep 1
done
# shellcheck disable=SC2086
"$emi" bench load --sessions 9 --seconds $((minutes * 60)) $outside >"$work/load" 2>&1 &
load=$!
minute=0
while [ $minute -lt "$minutes" ] && kill -0 $load; do
  sleep 60
  minute=$((minute + 1))
  awk -v minute=$minute '/^VmRSS/ { printf "%d %d\n", minute, $2 / 1024 }' /proc/$processor/status
done
wait $load || true
cat "$work/load"
