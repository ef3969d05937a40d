"""Computes the reference values that TrainingParityIT compares with: ten optimiser steps by PyTorch and Hugging Face Transformers.

    pip install torch==2.7.1 transformers==4.57.6 safetensors && python make_training_reference.py

The networks and clips are those of the model's make_reference.py. Nothing is left out by chance. Clips run one by one, so none sees padding; the loss is over the
whole batch. Gradients of the first step, the loss and gradient norm of each, and the weights and their moving average after ten steps are kept.
"""
import json
import math
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

HERE = Path(__file__).parent
sys.path.append(str(HERE.parents[4] / "model/src/test/resources/reference"))
from make_reference import Fusion, architecture, case, clip, randomise, weights  # noqa: E402

LENGTHS = [4000, 5333, 8000, 12000, 16000]
STEPS, WARM_UP, RATE = 10, 3, 1e-3

CASES = {
    "mse": (case(), {}),
    "mse-affect": (case(), {"affectWeight": 0.5}),
    "ccc": (case(), {"kind": "ccc"}),
    "pearson": (case(stable=False), {"kind": "pearson"}),
    "mse-ccc": (case(affect=False), {"kind": "mse_ccc"}),
    "linear": (case(affect=False, lstm=0, regression=False), {}),
    "r-l": (case(affect=False, whole=False, lstm=1), {}),
    "base-style": (case(norm="group", stable=False), {}),
    "clipped": (case(), {"clipValue": 0.05, "clipNorm": 0.1}),
    "layer-decay": (case(layers=3), {"layerDecay": 0.8, "frozen": True, "averaging": 0.9}),
}


def loss(kind, y, t):
    mse = ((y - t) ** 2).mean()
    my, mt = y.mean(0), t.mean(0)
    vy, vt = ((y - my) ** 2).mean(0), ((t - mt) ** 2).mean(0)
    cov = ((y - my) * (t - mt)).mean(0)
    ccc = 1 - (2 * cov / (vy + vt + (my - mt) ** 2 + 1e-8)).mean()
    rho = 1 - (cov / (torch.sqrt(vy * vt) + 1e-8)).mean()
    return {"mse": mse, "ccc": ccc, "pearson": rho, "mse_ccc": (mse + ccc) / 2}[kind]


def depth(name, layers):
    if "encoder.layers." in name:
        return layers - int(name.split("encoder.layers.")[1].split(".")[0])
    return layers + 1 if name.startswith("wav2vec2.") and not name.startswith("wav2vec2.encoder.layer_norm.") else 0


def rate(step):
    if step < WARM_UP:
        return RATE * (step + 1) / WARM_UP
    return RATE * 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / (STEPS - WARM_UP)))


def named(model):
    old = {"parametrizations.weight.original0": "weight_g", "parametrizations.weight.original1": "weight_v"}
    for name, p in model.named_parameters():
        for new, then in old.items():
            name = name.replace(new, then)
        yield name, p


def make(name, c, rules):
    rules = {"kind": "mse", "affectWeight": 0, "clipValue": 100, "clipNorm": 0, "layerDecay": 1, "frozen": False, "averaging": 0} | rules
    model = Fusion(c).eval()
    randomise(model, 7)
    g = torch.Generator().manual_seed(1)
    targets = torch.rand(len(LENGTHS), c["outputs"], generator=g).half().float()
    rated = torch.rand(len(LENGTHS), 3, generator=g).half().float()
    clips = [clip(n) for n in LENGTHS]
    parameters = {k: p for k, p in named(model) if k != "wav2vec2.masked_spec_embed"}
    free = {k: p for k, p in parameters.items() if not (rules["frozen"] and k.startswith("wav2vec2.feature_extractor."))}
    for k, p in parameters.items():
        p.requires_grad_(k in free)
    tensors = {"w/" + k: v.half().contiguous() for k, v in weights(model).items()}
    tensors |= {f"clip/{n}": x.half() for n, x in zip(LENGTHS, clips)} | {"targets": targets, "affect": rated}
    groups = [{"params": [p], "share": rules["layerDecay"] ** depth(k, c["layers"])} for k, p in free.items()]
    optimiser = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
    average = {k: p.detach().clone() for k, p in free.items()}
    losses, norms = [], []
    for step in range(STEPS):
        outputs = [model(x) for x in clips]
        total = loss(rules["kind"], torch.stack([o["intensities"] for o in outputs]), targets)
        if rules["affectWeight"]:
            total = total + rules["affectWeight"] * loss(rules["kind"], torch.stack([o["affect"] for o in outputs]), rated)
        optimiser.zero_grad()
        total.backward()
        losses.append(total.item())
        norms.append(torch.nn.utils.get_total_norm([p.grad for p in free.values()]).item())
        if step == 0:
            tensors |= {"g/" + k: p.grad.clone().contiguous() for k, p in free.items()}
        torch.nn.utils.clip_grad_value_(free.values(), rules["clipValue"])
        if rules["clipNorm"]:
            torch.nn.utils.clip_grad_norm_(free.values(), rules["clipNorm"])
        for group in optimiser.param_groups:
            group["lr"] = rate(step) * group["share"]
        optimiser.step()
        for k, p in free.items():
            average[k].lerp_(p.detach(), 1 - rules["averaging"])
    tensors |= {"after/" + k: p.detach().clone().contiguous() for k, p in free.items()}
    if rules["averaging"]:
        tensors |= {"average/" + k: v.contiguous() for k, v in average.items()}
    tensors |= {"losses": torch.tensor(losses, dtype=torch.float64).float(), "norms": torch.tensor(norms)}
    save_file(tensors, HERE / f"{name}.safetensors", {"architecture": json.dumps(architecture(c)), "rules": json.dumps(rules)})
    print(f"{name}: loss {losses[0]:.4f} to {losses[-1]:.4f}, gradient norm {norms[0]:.3f}")


if __name__ == "__main__":
    for name, (c, rules) in CASES.items():
        make(name, c, rules)
