from common import jax_gradients, torch_gradients

WRT = ["alpha", "mu", "q", "l"]


def cost(np, lse, at):
    n, d = at["x"].shape
    k = at["mu"].shape[0]
    away = at["x"].reshape(n, 1, d) - at["mu"]
    lower = (at["l"] @ at["place"]).reshape(k, d, d)
    scaled = np.exp(at["q"]) * away + np.einsum("kab,nkb->nka", lower, away)
    inner = at["alpha"] + at["q"].sum(1) - 0.5 * (scaled**2).sum(2)
    prior = 0.5 * (np.exp(2 * at["q"]).sum() + (at["l"] ** 2).sum())
    return lse(inner, 1).sum() - n * lse(at["alpha"], 0) + prior


def jax(at):
    import jax

    return jax_gradients(lambda at: cost(jax.numpy, jax.nn.logsumexp, at), at, WRT)


def torch(at):
    import torch

    return torch_gradients(lambda at: cost(torch, torch.logsumexp, at), at, WRT)
