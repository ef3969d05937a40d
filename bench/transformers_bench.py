"""The full-size fusion model as people run it today, with PyTorch and Hugging Face Transformers: the other side of `emi bench inference`.

    pip install torch==2.7.1 transformers==4.57.6 && python bench/transformers_bench.py --mode single --seconds 12

Prints one JSON object with the keys of `emi bench inference --json`. Weights are random: speed does not depend on them.
"""
import argparse
import json
import math
import resource
import time

import torch
from torch import nn
from transformers import Wav2Vec2Config, Wav2Vec2Model

RATE = 16_000


class Fusion(nn.Module):
    """Speech encoder, affect head, global vector, two LSTM layers, fusion head, written as the published code writes them."""

    def __init__(self, size):
        super().__init__()
        full = size == "full"
        hidden = 1024 if full else 256
        self.wav2vec2 = Wav2Vec2Model(Wav2Vec2Config(
            hidden_size=hidden, num_hidden_layers=12 if full else 4, num_attention_heads=16 if full else 4,
            intermediate_size=4 * hidden, conv_dim=[512 if full else 128] * 7, feat_extract_norm="layer", conv_bias=True,
            do_stable_layer_norm=True, num_conv_pos_embeddings=128 if full else 64, num_conv_pos_embedding_groups=16))
        self.dense = nn.Linear(hidden, hidden)
        self.out = nn.Linear(hidden, 3)
        self.lstm = nn.LSTM(hidden + 3, hidden + 3, 2, batch_first=True)
        self.fusion = nn.Sequential(nn.Linear(2 * hidden + 6, 2 * hidden + 6), nn.Tanh(), nn.Linear(2 * hidden + 6, 6))

    def forward(self, x, samples):
        mask = None
        if len(set(samples)) > 1:
            mask = (torch.arange(x.shape[1], device=x.device) < torch.tensor(samples, device=x.device)[:, None]).long()
        hidden = self.wav2vec2(x, attention_mask=mask).last_hidden_state
        affect = self.out(torch.tanh(self.dense(hidden)))
        frames = torch.cat([hidden, affect], -1)
        n = self.wav2vec2._get_feat_extract_output_lengths(torch.tensor(samples, device=x.device))
        real = (torch.arange(frames.shape[1], device=x.device) < n[:, None])[..., None]
        whole = (frames * real).sum(1) / n[:, None]
        last = self.lstm(frames)[0][torch.arange(len(samples), device=x.device), n - 1]
        return self.fusion(torch.cat([whole, last], -1))


def lengths(count):
    """Seconds of a stream like the challenge's clips: mean 6.9, 3 % under 1, 4 % at 12; the same list as MixedLengths makes."""
    golden = (math.sqrt(5) - 1) / 2
    for k in range(count):
        share = (k + 0.5) * golden % 1
        if share < 0.03:
            yield 0.1 + 0.9 * share / 0.03
        elif share >= 0.96:
            yield 12.0
        else:
            yield 1 + 11 * ((share - 0.03) / 0.93) ** 0.87


def batches(args):
    if args.seconds:
        return [[int(args.seconds * RATE)] * args.batch]
    stream = [int(s * RATE) for s in lengths(args.clips)]
    return [stream[i:i + args.batch] for i in range(0, len(stream), args.batch)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=["full", "small"], default="full")
    parser.add_argument("--seconds", type=float, help="of each clip; without it, a stream of mixed lengths")
    parser.add_argument("--batch", type=int, default=1, help="clips in a padded batch")
    parser.add_argument("--clips", type=int, default=32, help="of the stream of mixed lengths")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--precision", choices=["fp32", "int8", "fp16", "bf16"], default="fp32")
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    model = Fusion(args.size).eval()
    if args.precision == "int8":
        model = torch.ao.quantization.quantize_dynamic(model, {nn.Linear, nn.LSTM}, torch.qint8)
    dtype = {"fp16": torch.float16, "bf16": torch.bfloat16}.get(args.precision, torch.float32)
    model = model.to(args.device, dtype)
    work = [(0.1 * torch.randn(len(rows), max(rows)), rows) for rows in batches(args)]
    for x, rows in work:
        for i, n in enumerate(rows):
            x[i, n:] = 0
    took = []
    with torch.inference_mode():
        for round_ in range(args.rounds + 1):
            for x, rows in work:
                started = time.perf_counter()
                model(x.to(args.device, dtype), rows).cpu()
                if round_:
                    took.append((time.perf_counter() - started, sum(rows) / RATE))
    audio = sum(s for _, s in took)
    per_round = sorted(sum(t for t, _ in took[i:i + len(work)]) for i in range(0, len(took), len(work)))
    calls = sorted(t for t, _ in took)
    print(json.dumps({
        "size": args.size, "seconds": args.seconds or "mixed", "batch": args.batch, "precision": args.precision,
        "threads": args.threads, "audioSecondsPerSecond": audio / args.rounds / per_round[len(per_round) // 2],
        "latencyMs": {"p50": 1000 * calls[len(calls) // 2], "p99": 1000 * calls[math.ceil(.99 * len(calls)) - 1]},
        "rssMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}))


if __name__ == "__main__":
    main()
