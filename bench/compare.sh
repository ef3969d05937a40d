#!/bin/sh
# Full-size inference beside PyTorch and Transformers: both in turn, twice, on this machine, then the ratios of seconds of audio per second.
# Needs a Python with torch 2.7.1 and transformers 4.57.6 (PYTHON=…, default python3). About ten minutes on two cores; keep the machine quiet.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
python=${PYTHON:-python3}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

theirs() { name=$1; shift; "$python" "$here/transformers_bench.py" "$@" 2>/dev/null | tee -a "$out/$name"; }
ours() { name=$1; shift; "$here/../emi" bench inference --size full --json "$@" | tee -a "$out/$name"; }

for turn in 1 2; do
  theirs single-theirs --seconds 12 --rounds 3
  ours single-fp32 --seconds 12 --rounds 3
  ours single-int8 --seconds 12 --rounds 3 --precision int8
done
theirs mixed-one-by-one --batch 1 --rounds 1
theirs mixed-padded --batch 16 --rounds 1
ours mixed-fp32 --batch 16 --rounds 1
ours mixed-int8 --batch 16 --rounds 1 --precision int8

# the key's mean over the runs of a file
mean() { sed -n "s/.*\"$2\": *\([0-9.]*\).*/\1/p" "$out/$1" | awk '{ sum += $1 } END { print sum / NR }'; }
row() { # label, ours, theirs
  awk -v label="$1" -v a="$(mean "$2" audioSecondsPerSecond)" -v b="$(mean "$3" audioSecondsPerSecond)" \
    -v m="$(mean "$2" rssMb)" -v n="$(mean "$3" rssMb)" \
    'BEGIN { printf "%-52s %6.2f %8.2f %6.2f x  %5d %5d MB\n", label, a, b, a / b, m, n }'
}
printf '%-52s %6s %8s %8s  %s\n' 'seconds of audio per second' ours theirs ratio 'peak memory, ours, theirs'
row 'one 12 s clip, fp32' single-fp32 single-theirs
row 'one 12 s clip, int8 beside fp32' single-int8 single-theirs
row 'mixed lengths, batch 16, beside one by one' mixed-fp32 mixed-one-by-one
row 'mixed lengths, batch 16, beside padded batches' mixed-fp32 mixed-padded
row 'mixed lengths, batch 16, int8 beside one by one' mixed-int8 mixed-one-by-one
row 'mixed lengths, batch 16, int8 beside padded batches' mixed-int8 mixed-padded
