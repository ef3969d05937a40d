"""Training steps of the fusion model with PyTorch and Hugging Face Transformers: the other side of `emi bench training`.

    pip install torch==2.7.1 transformers==4.57.6 && python bench/transformers_train.py --size full --freeze backbone --batch 4 --seconds 3

The paper's recipe on noise from random weights: AdamW, gradient values clipped at 100, MSE, dropouts and layer drop of 0.1, SpecAugment. Prints one JSON object
with the keys of `emi bench training --json`. Time is of whole steps after one that is not counted; memory is the most the process had resident.
"""
import argparse
import json
import resource
import time

import torch
from torch import nn
from transformers_bench import RATE, Fusion


def prepare(size, freeze):
    model = Fusion(size)
    model.wav2vec2.feature_projection.dropout.p = 0.1
    model.dense.register_forward_pre_hook(lambda _, given: (nn.functional.dropout(given[0], 0.1, model.training),))
    model.out.register_forward_pre_hook(lambda _, given: (nn.functional.dropout(given[0], 0.1, model.training),))
    if freeze == "backbone":
        model.wav2vec2.freeze_feature_encoder()
        for part in (model.wav2vec2, model.dense, model.out):
            part.requires_grad_(False)
    return model.train()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=["full", "small"], default="small")
    parser.add_argument("--freeze", choices=["none", "backbone"], default="none")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--steps", type=int, default=5, help="measured, after one")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    model = prepare(args.size, args.freeze).to(args.device)
    free = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(free, lr=1e-4)
    samples = [int(args.seconds * RATE)] * args.batch
    clips, targets = 0.2 * torch.rand(args.batch, samples[0]) - 0.1, torch.rand(args.batch, 6)
    clips, targets = clips.to(args.device), targets.to(args.device)
    for step in range(args.steps + 1):
        if step == 1:
            if args.device != "cpu":
                torch.cuda.synchronize()
            started = time.perf_counter()
        x = (clips - clips.mean(1, keepdim=True)) / torch.sqrt(clips.var(1, keepdim=True) + 1e-7)
        loss = nn.functional.mse_loss(model(x, samples), targets)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_value_(free, 100)
        optimiser.step()
    if args.device != "cpu":
        torch.cuda.synchronize()
    print(json.dumps({
        "size": args.size, "freeze": args.freeze, "batch": args.batch, "seconds": args.seconds, "threads": args.threads,
        "stepsPerSecond": args.steps / (time.perf_counter() - started),
        "rssMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}))


if __name__ == "__main__":
    main()
