from common import jax_gradients, torch_gradients

PARAMETERS = ["w1", "b1", "w2", "b2", "w3", "b3"]


def jax_cost(at):
    import jax

    hidden = jax.nn.relu(at["x"] @ at["w1"] + at["b1"])
    hidden = jax.nn.relu(hidden @ at["w2"] + at["b2"])
    logits = jax.nn.log_softmax(hidden @ at["w3"] + at["b3"])
    return -(logits * at["y"]).sum(1).mean()


def torch_cost(at):
    hidden = (at["x"] @ at["w1"] + at["b1"]).relu()
    hidden = (hidden @ at["w2"] + at["b2"]).relu()
    logits = (hidden @ at["w3"] + at["b3"]).log_softmax(1)
    return -(logits * at["y"]).sum(1).mean()


def jax(at):
    return jax_gradients(jax_cost, at, PARAMETERS)


def torch(at):
    return torch_gradients(torch_cost, at, PARAMETERS)
