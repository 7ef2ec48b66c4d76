from common import jax_gradients, torch_gradients

PARAMETERS = ["k1", "b1", "k2", "b2", "w3", "b3", "w4", "b4", "w5", "b5"]


def layers(relu, at, x):
    x = relu(x @ at["w3"] + at["b3"])
    x = relu(x @ at["w4"] + at["b4"])
    return x @ at["w5"] + at["b5"]


def jax(at):
    import jax
    from jax import lax

    relu = jax.nn.relu

    def pool(x):
        return lax.reduce_window(x, -jax.numpy.inf, lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")

    def cost(at):
        bias = lambda name: at[name].reshape(1, -1, 1, 1)
        x = pool(relu(lax.conv(at["x"], at["k1"], (1, 1), "SAME") + bias("b1")))
        x = pool(relu(lax.conv(x, at["k2"], (1, 1), "VALID") + bias("b2")))
        logits = jax.nn.log_softmax(layers(relu, at, x.reshape(x.shape[0], -1)))
        return -(logits * at["y"]).sum(1).mean()

    return jax_gradients(cost, at, PARAMETERS)


def torch(at):
    from torch.nn.functional import conv2d, max_pool2d, relu

    def cost(at):
        x = max_pool2d(relu(conv2d(at["x"], at["k1"], at["b1"], padding=2)), 2)
        x = max_pool2d(relu(conv2d(x, at["k2"], at["b2"])), 2)
        logits = layers(relu, at, x.flatten(1)).log_softmax(1)
        return -(logits * at["y"]).sum(1).mean()

    return torch_gradients(cost, at, PARAMETERS)
