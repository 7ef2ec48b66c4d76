"""Answers lines of JSON: serve.py WORKLOAD.py LIBRARY INPUT OUTPUT.

The first line holds the feeds, as places in INPUT, and numbers; the answer is the time until the function is compiled.
{"calls": n} computes n times; {"results": true} writes the last results to OUTPUT. Each answer has "ms" or "error".
"""

import importlib.util
import json
import os
import sys
import time

import numpy as np

path, library, source, target = sys.argv[1:]
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # what a library prints is no answer


def answer(**what):
    answers.write(json.dumps(what) + "\n")
    answers.flush()


def load(feeds):
    data = open(source, "rb").read()
    count = lambda shape: int(np.prod(shape, dtype=int))
    return {
        f["name"]: np.frombuffer(data, f["dtype"], count(f["shape"]), f["from"]).reshape(f["shape"]) for f in feeds
    }


def limited():
    if library == "jax":
        import jax

        jax.config.update("jax_enable_x64", True)
    if library == "torch":
        import torch

        torch.set_num_threads(1)


def store(results):
    places, at = [], 0
    with open(target, "wb") as file:
        for each in results:
            flat = np.ascontiguousarray(each)
            flat = flat if flat.dtype in ("f4", "f8") else flat.astype("f8")
            at += file.write(b"\0" * (-at % 8))
            places.append({"dtype": flat.dtype.str[1:], "from": at, "length": flat.size})
            at += file.write(flat.tobytes())
    return places


run, last = None, None
for line in sys.stdin:
    try:
        asked = json.loads(line)
        if "feeds" in asked:
            limited()
            sys.path.insert(0, os.path.dirname(path))
            spec = importlib.util.spec_from_file_location("workload", path)
            workload = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(workload)
            at = load(asked["feeds"])
            start = time.perf_counter()
            run = getattr(workload, library)(at, **asked["numbers"])
            answer(ms=1000 * (time.perf_counter() - start))
        elif "calls" in asked:
            start = time.perf_counter()
            for _ in range(asked["calls"]):
                last = run()
            answer(ms=1000 * (time.perf_counter() - start))
        else:
            answer(ms=0, results=store(last))
    except Exception as error:  # the other side reports it
        answer(ms=0, error=f"{type(error).__name__}: {error}"[:300])
