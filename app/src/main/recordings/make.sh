#!/usr/bin/env bash
# Makes the recordings that `emi demo` replays, from text, with espeak-ng 1.51 and sox 14.4.2:
#   app/src/main/recordings/make.sh app/src/main/resources/io/emistream/app/recordings
# Three synthetic voices in two sessions, with moods by pitch, range, speed and loudness; pauses from 0.2 s to 4 s; one monologue of over 12 s
# without a pause; a little room noise from a fixed seed. No person's voice is in them. The texts are ours; what espeak-ng speaks from a text
# is not covered by its own licence, so the recordings carry the project's (Apache-2.0).
set -euo pipefail
out=${1:?usage: make.sh FOLDER}
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

# say VOICE PITCH RANGE SPEED GAIN_DB TEXT: one more stretch of speech
say() {
  n=$((n + 1))
  espeak-ng -v "$1" -p "$2" -s "$4" -z -m -w "$work/raw.wav" "<speak><prosody range=\"$3\">$6</prosody></speak>"
  sox -R "$work/raw.wav" -r 16000 -c 1 -b 16 "$work/$(printf %04d $n).wav" norm -3 gain "$5"
}

# rest SECONDS: one more stretch of silence
rest() {
  n=$((n + 1))
  sox -R -n -r 16000 -c 1 -b 16 "$work/$(printf %04d $n).wav" trim 0 "$1"
}

# record NAME: joins the stretches, adds a small room and its noise, and starts anew
record() {
  sox -R "$work"/0*.wav "$work/dry.wav" reverb 12 60 25 gain -1
  sox -R "$work/dry.wav" -p synth whitenoise gain -66 | sox -R -m -v 1 "$work/dry.wav" -v 1 - -c 1 -b 16 -C 8 "$out/$1.flac"
  rm -f "$work"/0*.wav
  n=0
}

caller() { say en-gb-x-rp+f2 "$@"; }
agent() { say en-us+m3 "$@"; }
guest() { say en-gb-scotland+m7 "$@"; }

# A call: the voices take turns, so each participant is silent while the other speaks.
rest 0.4
caller 52 60% 165 -2 "Hello. I am calling about the parcel that was meant to come on Monday. I have waited three days now."
rest 6.5
caller 70 130% 205 2 "No! That is the third time somebody has told me so. I took the day off, I sat by the door, and nobody came. Nobody even rang."
rest 10.5
caller 40 35% 130 -8 "It was a present for my father. His birthday was yesterday."
rest 8.0
caller 78 140% 195 0 "Really? Tonight? Oh, that would be wonderful. Thank you so much!"
rest 1.0
record demo-call-caller

rest 7.6
agent 45 50% 160 -3 "Good morning. I am sorry to hear that. I can see that it is on its way to you."
rest 10.4
agent 38 40% 140 -5 "You are right, and I would be angry too. Let me look at what happened to it."
rest 0.7
agent 38 40% 150 -5 "One moment."
rest 6.2
agent 50 80% 165 -2 "I have just spoken to the driver. She will bring it tonight, before seven, and she will ring twice."
rest 5.5
record demo-call-agent

# An interview: one voice, with a monologue of over 12 s without a pause.
rest 0.8
guest 45 70% 160 -3 "People ask me how it felt to come last in that race."
rest 1.6
guest 60 110% 185 1 "I will tell you how it felt. It felt like winning, because the year before I could not walk up the stairs of my own house and there I was with four hundred people and a brass band and my sister shouting at me from the side of the road that I should hurry up because the soup was getting cold and I laughed so much that I had to stop and hold on to a fence."
rest 0.25
guest 55 90% 175 0 "She was right about the soup."
rest 4.0
guest 35 30% 125 -7 "We lost her in the spring."
rest 2.2
guest 50 100% 180 1 "So this year I am running it again, and I am going to come last again, and I will not stop until I have crossed that line."
rest 1.2
record demo-interview-guest

cat > "$out/index.csv" <<'CSV'
session,participant,file
demo-call,caller,demo-call-caller.flac
demo-call,agent,demo-call-agent.flac
demo-interview,guest,demo-interview-guest.flac
CSV
