"""Computes the reference values that ParityIT compares with, by PyTorch and Hugging Face Transformers.

    pip install torch==2.7.1 transformers==4.57.6 safetensors && python make_reference.py

With a path, it makes one reference at the published size instead, for `emi bench parity PATH` (about 600 MB):

    python make_reference.py /tmp/full.safetensors

Every parameter is random (norm gains, biases and weight_g too: default values hide swapped and missing terms); they and the clips are rounded to fp16 so that the
files stay small. Clips run one by one, as the authors run them. A seed is taken only if intensities differ by 0.1 between the clips.
"""
import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn
from transformers import Wav2Vec2Config, Wav2Vec2Model

HERE = Path(__file__).parent
LENGTHS = [400, 5333, 12000]
FULL_LENGTHS = [400, 48000, 192000]


def clip(length):
    g = torch.Generator().manual_seed(length)
    t = torch.arange(length) / 16000
    tone = torch.sin(2 * torch.pi * (length % 700 + 90) * t) * torch.exp(-t * (length % 5))
    return (0.3 * tone + 0.05 * torch.randn(length, generator=g)).half().float()


def full():
    return case(conv=512, hidden=1024, layers=12, heads=16, ff=4096, kernel=128, groups=16)


def case(norm="layer", conv=8, hidden=24, layers=2, heads=2, ff=40, stable=True, kernel=16, groups=4,
         affect=True, whole=True, lstm=2, regression=True, outputs=6):
    return dict(locals())


CASES = {
    "full-path": case(),
    "wide": case(conv=12, hidden=32, layers=3, heads=4, ff=64, kernel=10, groups=8),
    "odd-kernel": case(kernel=7, groups=3, heads=3),
    "base-style": case(norm="group", stable=False),
    "post-norm": case(stable=False),
    "one-lstm-layer": case(lstm=1),
    "affect-only": case(outputs=0, whole=False, lstm=0),
    "g": case(affect=False, lstm=0, regression=False),
    "g-r": case(affect=False, lstm=0),
    "r-l": case(affect=False, whole=False),
    "g-r-l": case(affect=False),
    "r-l-v": case(whole=False),
    "linear-baseline": case(affect=False, lstm=0, regression=False, layers=0, hidden=16, groups=2),
}


class Fusion(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        config = Wav2Vec2Config(
            hidden_size=c["hidden"], num_hidden_layers=c["layers"], num_attention_heads=c["heads"], intermediate_size=c["ff"],
            conv_dim=[c["conv"]] * 7, feat_extract_norm=c["norm"], conv_bias=c["norm"] == "layer",
            do_stable_layer_norm=c["stable"], num_conv_pos_embeddings=c["kernel"],
            num_conv_pos_embedding_groups=c["groups"], attn_implementation="eager")
        self.wav2vec2 = Wav2Vec2Model(config)
        width = c["hidden"]
        if c["affect"]:
            self.classifier = nn.Module()
            self.classifier.dense = nn.Linear(width, width)
            self.classifier.out_proj = nn.Linear(width, 3)
            width += 3
        if c["lstm"]:
            self.lstm_audio = nn.LSTM(width, width, c["lstm"], batch_first=True)
        fused = width * (c["whole"] + (c["lstm"] > 0))
        if c["outputs"] and c["regression"]:
            self.fusion_model = nn.Sequential(nn.Linear(fused, fused), nn.Tanh(), nn.Linear(fused, c["outputs"]))
        elif c["outputs"]:
            self.fusion_model = nn.Sequential(nn.Linear(fused, c["outputs"]))

    def head(self, h):
        return self.classifier.out_proj(torch.tanh(self.classifier.dense(h)))

    def forward(self, x):
        seen = {}

        def keep(name):
            def hook(module, args, output):
                seen[name] = output[0] if isinstance(output, tuple) else output
            return hook

        w = self.wav2vec2
        hooks = [w.feature_extractor.register_forward_hook(keep("convolved")),
                 w.feature_projection.register_forward_hook(keep("projected")),
                 w.encoder.pos_conv_embed.register_forward_hook(keep("position"))]
        hooks += [layer.register_forward_hook(keep(f"layer{i}")) for i, layer in enumerate(w.encoder.layers)]
        x = (x - x.mean()) / torch.sqrt(x.var(unbiased=False) + 1e-7)
        h = w(x[None]).last_hidden_state
        for hook in hooks:
            hook.remove()
        seen["convolved"] = seen["convolved"].transpose(1, 2)
        seen["positioned"] = seen["projected"] + seen.pop("position")
        seen["hidden"] = h
        frames = h
        if self.c["affect"]:
            seen["curve"] = self.head(h)
            seen["affect"] = self.head(h.mean(1))
            frames = torch.cat([h, seen["curve"]], -1)
        parts = []
        if self.c["whole"]:
            parts.append(frames.mean(1))
            seen["global"] = parts[-1]
        if self.c["lstm"]:
            parts.append(self.lstm_audio(frames)[0][:, -1])
            seen["temporal"] = parts[-1]
        if self.c["outputs"]:
            seen["intensities"] = self.fusion_model(torch.cat(parts, -1))
        return {k: v[0].clone(memory_format=torch.contiguous_format) for k, v in seen.items()}


def randomise(model, seed):
    g = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, p in sorted(model.named_parameters()):
            fan = max(1, p[0].numel()) if p.dim() > 1 else 1
            gain = p.dim() == 1 and name.endswith("weight") or "original0" in name
            r = torch.randn(p.shape, generator=g)
            p.copy_((1 + 0.3 * r if gain else 0.2 * r if p.dim() == 1 else 1.4 * r / fan ** 0.5).half().float())


def weights(model):
    old = {"parametrizations.weight.original0": "weight_g", "parametrizations.weight.original1": "weight_v"}
    state = {}
    for name, value in model.state_dict().items():
        for new, then in old.items():
            name = name.replace(new, then)
        state[name] = value
    return state


def architecture(c):
    return {
        "encoder": {"channels": [c["conv"]] * 7, "kernels": [10, 3, 3, 3, 3, 2, 2], "strides": [5, 2, 2, 2, 2, 2, 2],
                    "norm": c["norm"].upper(), "bias": c["norm"] == "layer"},
        "transformer": {"hidden": c["hidden"], "layers": c["layers"], "heads": c["heads"], "feedForward": c["ff"],
                        "stableLayerNorm": c["stable"], "positionKernel": c["kernel"], "positionGroups": c["groups"],
                        "epsilon": 1e-5},
        "fusion": {"affectHead": c["affect"], "globalVector": c["whole"], "lstmLayers": c["lstm"],
                   "regressionHead": c["regression"], "outputs": c["outputs"]},
    }


def spread(outputs):
    key = "intensities" if "intensities" in outputs[0] else "affect"
    values = torch.stack([o[key] for o in outputs])
    apart = [(values[i] - values[j]).abs().max().item() for i in range(3) for j in range(i)]
    return min(apart)


def make(name, c, lengths, path):
    clips = [clip(n) for n in lengths]
    for seed in range(100):
        model = Fusion(c).eval()
        randomise(model, seed)
        with torch.no_grad():
            outputs = [model(x) for x in clips]
        if spread(outputs) >= 0.1:
            break
    else:
        sys.exit(f"{name}: no seed keeps the clips apart")
    tensors = {"w/" + k: v.half().contiguous() for k, v in weights(model).items()}
    for n, x, o in zip(lengths, clips, outputs):
        tensors |= {f"{n}/clip": x.half()} | {f"{n}/{k}": v for k, v in o.items()}
    save_file(tensors, path, {"architecture": json.dumps(architecture(c)), "seed": str(seed)})
    print(f"{name}: seed {seed}, clips at least {spread(outputs):.2f} apart")


def main():
    if len(sys.argv) > 1:
        make("full size", full(), FULL_LENGTHS, sys.argv[1])
        return
    for name, c in CASES.items():
        make(name, c, LENGTHS, HERE / f"{name}.safetensors")


if __name__ == "__main__":
    main()
