#!/usr/bin/env bash
# Makes the bundled recordings again: needs espeak-ng (1.51 was used) and sox with FLAC (14.4.2 was used).
# Usage: app/src/main/recordings/make.sh [output folder]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../resources/io/emistream/app/recordings}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
parts=0

# say TRACKS SPEAKER VOICE SPEED PITCH LOUDNESS TEXT: the speaker's track gets the speech, every other an equal silence
say() {
  local tracks=$1 speaker=$2 voice=$3 speed=$4 pitch=$5 loudness=$6 text=$7 seconds
  espeak-ng -v "$voice" -s "$speed" -p "$pitch" -a "$loudness" -w "$work/raw.wav" "$text"
  sox "$work/raw.wav" -r 16000 -c 1 -b 16 "$work/speech.wav" gain -10
  seconds=$(soxi -s "$work/speech.wav")s
  parts=$((parts + 1))
  for track in $tracks; do
    if [ "$track" = "$speaker" ]; then cp "$work/speech.wav" "$work/$track.$(printf %03d $parts).wav"
    else sox -r 16000 -n -c 1 -b 16 "$work/$track.$(printf %03d $parts).wav" trim 0 "$seconds"; fi
  done
}

# rest TRACKS SECONDS: all are silent
rest() {
  parts=$((parts + 1))
  for track in $1; do sox -r 16000 -n -c 1 -b 16 "$work/$track.$(printf %03d $parts).wav" trim 0 "$2"; done
}

# finish SESSION TRACK ROOM NOISE: joins the track, puts it in a room (reverb, %) over a noise floor (dB)
finish() {
  mkdir -p "$out/$1"
  sox "$work/$2".*.wav "$work/dry.wav" reverb "$3" 50 40
  sox -R "$work/dry.wav" "$work/noise.wav" synth pinknoise gain "$4"
  sox -D -m -v 1 "$work/dry.wav" -v 1 "$work/noise.wav" -r 16000 -c 1 -b 16 -C 8 "$out/$1/$2.flac"
  rm "$work/$2".*.wav
}

# a call with two participants, who grow from worry to relief
both="caller agent"
rest "$both" 0.6
say "$both" agent en-us+f3 160 55 130 "Good morning, this is the help desk. What can I do for you?"
rest "$both" 0.5
say "$both" caller en-gb+m3 150 35 120 "Hello. My order was to arrive last week, and I am still waiting for it."
rest "$both" 1.2
say "$both" agent en-us+f3 145 45 110 "Oh no. I am so sorry to hear that. Let me see where it is."
rest "$both" 2.2
say "$both" caller en-gb+m3 185 60 170 "It is a present for my daughter. Her birthday is tomorrow, and I do not know what to tell her!"
rest "$both" 0.7
say "$both" agent en-us+f3 155 60 130 "I have found it. It is in your town already, and it will be with you this afternoon."
rest "$both" 1.4
say "$both" caller en-gb+m3 190 75 180 "Really? That is wonderful! Thank you so much, you have saved the day!"
rest "$both" 0.4
say "$both" agent en-us+f3 170 75 150 "You are very welcome. Happy birthday to your daughter!"
rest "$both" 1.0
finish demo-support-call caller 20 -72
finish demo-support-call agent 10 -74

# one voice; the second answer runs well past 12 s without a pause
one="guest"
rest "$one" 0.5
say "$one" guest en-gb-x-rp+f2 150 50 130 "I never thought that I would run a marathon."
rest "$one" 1.5
say "$one" guest en-gb-x-rp+f2 190 62 160 "so I got up at five every single morning and I ran in the rain and in the snow and in the dark and whenever I wanted to stop I told myself that the next hill was the last one and of course it never was but I kept going and going because I had promised my friends that I would be there at the start and at the end and that nothing in the world would keep me from it"
rest "$one" 2.4
say "$one" guest en-gb-x-rp+f2 130 30 100 "Then, at mile twenty, my knee gave way. I sat down at the side of the road, and I cried."
rest "$one" 1.1
say "$one" guest en-gb-x-rp+f2 185 80 180 "But a stranger pulled me up, and we walked it together, laughing all the way to the line!"
rest "$one" 1.0
finish demo-interview guest 30 -70

(cd "$out" && find . -name '*.flac' | sed 's|^\./||' | sort) > "$out/index.txt"
