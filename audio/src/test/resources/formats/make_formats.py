"""Makes a short sound in every format (FormatsIT, FuzzIT), and says what ffmpeg decodes of it and of the odd files (OddAudioIT).

    python make_formats.py FFMPEG [FOLDER-OF-ODD-FILES]

The figures are seconds and root mean square after mixing by the mean and resampling to 16 kHz by ffmpeg; samples that are not numbers count as 0. A file
that ffmpeg refuses has empty figures. Made with ffmpeg 9.0.2.
"""
import array
import csv
import math
import struct
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FFMPEG = sys.argv[1]

# name, arguments; all of half a second of a gliding tone of -12 dB, at 22,050 Hz where nothing else is said
MADE = [
    ("ima.wav", ["-c:a", "adpcm_ima_wav"]),
    ("ima-stereo.wav", ["-c:a", "adpcm_ima_wav", "-ac", "2"]),
    ("ms.wav", ["-c:a", "adpcm_ms"]),
    ("ms-stereo.wav", ["-c:a", "adpcm_ms", "-ac", "2"]),
    ("mulaw.wav", ["-c:a", "pcm_mulaw", "-ar", "8000"]),
    ("s24.caf", ["-c:a", "pcm_s24be", "-ar", "8000"]),
    ("f32.caf", ["-c:a", "pcm_f32le", "-ac", "2", "-ar", "8000"]),
    ("alaw.caf", ["-c:a", "pcm_alaw", "-ar", "8000"]),
    ("float64.au", ["-c:a", "pcm_f64be", "-ar", "8000"]),
    ("s16.aiff", ["-c:a", "pcm_s16be"]),
    ("flac.flac", ["-c:a", "flac"]),
    ("flac.oga", ["-c:a", "flac"]),
    ("layer3.mp3", ["-c:a", "libmp3lame", "-b:a", "48k"]),
    ("vorbis.ogg", ["-c:a", "libvorbis", "-b:a", "48k"]),
    ("opus.opus", ["-c:a", "libopus", "-b:a", "24k", "-ar", "48000"]),
    ("opus-stereo.opus", ["-c:a", "libopus", "-b:a", "48k", "-ar", "48000", "-ac", "2"]),
    ("opus-5.1.opus", ["-c:a", "libopus", "-b:a", "96k", "-ar", "48000", "-ac", "6"]),
    ("aac.m4a", ["-c:a", "aac", "-b:a", "48k"]),
    ("aac-stereo.mp4", ["-c:a", "aac", "-b:a", "64k", "-ac", "2"]),
    ("aac.aac", ["-c:a", "aac", "-b:a", "48k"]),
]

# what only ffmpeg reads
FOREIGN = [
    ("alac.m4a", ["-c:a", "alac"]),
    ("ac3.ac3", ["-c:a", "ac3", "-ar", "48000", "-b:a", "64k"]),
    ("wma.wma", ["-c:a", "wmav2", "-b:a", "48k"]),
    ("flac.mka", ["-c:a", "flac"]),
]


def run(*args, data=None):
    done = subprocess.run([FFMPEG, "-nostdin", "-v", "error", *map(str, args)], input=data, capture_output=True)
    return done.stdout


def chirp(rate):
    phase, samples = 0.0, array.array("h")
    for i in range(rate // 2):
        phase += 2 * math.pi * (300 + 1200 * i / (rate // 2)) / rate
        samples.append(round(8192 * math.sin(phase)))
    return samples.tobytes()


def measure(file):
    """Seconds and RMS, or nothing where ffmpeg refuses the file."""
    # ffmpeg's own decoder of Opus 9.0.2 gets mono wrong; the reference library's does not
    codec = ["-c:a", "libopus"] if file.suffix in (".opus", ".webm") else []
    wav = run(*codec, "-i", file, "-map", "0:a:0", "-c:a", "pcm_f32le", "-f", "wav", "-")
    if wav.find(b"data") < 0:
        return None
    channels, rate = struct.unpack_from("<HI", wav, 22)
    samples = array.array("f", wav[wav.find(b"data") + 8 :][: -((len(wav) - wav.find(b"data") - 8) % 4) or None])
    finite = [x if math.isfinite(x) else 0.0 for x in samples]
    mono = array.array("f", (sum(finite[i : i + channels]) / channels for i in range(0, len(finite) - channels + 1, channels)))
    if not mono:
        return None
    heard = array.array("f")
    heard.frombytes(run("-f", "f32le", "-ar", rate, "-ac", 1, "-i", "-", "-ar", 16000, "-f", "f32le", "-", data=mono.tobytes()))
    seconds = len(mono) / rate
    return f"{seconds:.6f}", f"{math.sqrt(sum(x * x for x in heard) / max(1, len(heard))):.6g}"


def table(name, files):
    with open(HERE / name, "w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["file", "seconds", "rms"])
        for file in files:
            rows.writerow([file.name, *(measure(file) or ("", ""))])


for name, args in MADE + FOREIGN:
    rate = args[args.index("-ar") + 1] if "-ar" in args else "22050"
    run("-y", "-f", "s16le", "-ar", rate, "-ac", 1, "-i", "-", "-bitexact", *args, HERE / name, data=chirp(int(rate)))
table("formats.csv", [HERE / name for name, _ in MADE])
table("foreign.csv", [HERE / name for name, _ in FOREIGN])
if len(sys.argv) > 2:
    odd = sorted(Path(sys.argv[2]).iterdir(), key=lambda file: file.name)
    table("odd-audio.csv", [file for file in odd if file.suffix != ".csv"])
