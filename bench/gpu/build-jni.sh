#!/bin/sh
# Builds DJL's JNI library for the libtorch of an installed Python package, so that a GPU serves with a PyTorch newer than the one that DJL ships a build for.
#   bench/gpu/build-jni.sh DJL_SOURCES     DJL_SOURCES: a checkout of deepjavalibrary/djl at v0.35.1
# Needs a JDK, g++ with C++17, and CUDA's headers: those of a toolkit (CUDA_HOME, default /usr/local/cuda) or of the packages nvidia-cuda-crt and nvidia-cuda-cccl.
# PYTHON chooses the Python (default python3). Prints the variables to export.
set -eu
djl=${1:?give a checkout of deepjavalibrary/djl at v0.35.1}
native=$djl/engines/pytorch/pytorch-native
python=${PYTHON:-python3}
torch=$("$python" -c 'import os, torch; print(os.path.dirname(torch.__file__))')
version=$("$python" -c 'import torch; print(torch.__version__.split("+")[0])')
flavor=cu$("$python" -c 'import torch; print(torch.version.cuda.replace(".", ""))')
java=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
lib=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)/../../app/target/emistream-0.1.0/lib
cache=${DJL_CACHE_DIR:-$HOME/.djl.ai}
out=$cache/pytorch/$version-$flavor-linux-x86_64
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/classes" "$work/headers" "$out"

javac -nowarn -proc:none -cp "$lib/*" -sourcepath "$djl/engines/pytorch/pytorch-engine/src/main/java" -d "$work/classes" -h "$work/headers" \
  "$djl/engines/pytorch/pytorch-engine/src/main/java/ai/djl/pytorch/jni/PyTorchLibrary.java"
cuda=-I${CUDA_HOME:-/usr/local/cuda}/include
for headers in "$torch"/../nvidia/cu*/include "$torch"/../nvidia/cuda_runtime/include; do
  [ ! -d "$headers" ] || cuda="$cuda -I$headers"
done
for source in "$native"/src/main/native/*.cc; do
  # shellcheck disable=SC2086 # several folders on purpose
  g++ -c -O2 -std=c++17 -fPIC -w -DUSE_CUDA=1 -I"$torch/include" -I"$torch/include/torch/csrc/api/include" $cuda \
    -I"$java/include" -I"$java/include/linux" -I"$work/headers" -I"$djl/api/src/main/native" "$source" -o "$work/$(basename "$source").o"
done
g++ -shared -s -o "$out/0.35.1-libdjl_torch.so" "$work"/*.o -L"$torch/lib" -ltorch -ltorch_cpu -ltorch_cuda -lc10 -lc10_cuda -Wl,--allow-shlib-undefined
echo "export PYTORCH_LIBRARY_PATH=$torch/lib PYTORCH_VERSION=$version PYTORCH_FLAVOR=$flavor DJL_CACHE_DIR=$cache"
