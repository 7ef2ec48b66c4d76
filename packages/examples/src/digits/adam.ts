/** Adam (Kingma and Ba 2015, "Adam: a method for stochastic optimization", Algorithm 1). */

const MEAN_DECAY = 0.9;
const SQUARE_DECAY = 0.999;
const EPSILON = 1e-8;

/** A step of Adam on an array of parameters, in place, from a gradient that is read at each call. */
export function adam(parameters: Float32Array, gradient: ArrayLike<number>, rate: number): () => void {
  const mean = new Float32Array(parameters.length);
  const square = new Float32Array(parameters.length);
  let steps = 0;
  return () => {
    steps += 1;
    const meanBias = 1 - MEAN_DECAY ** steps;
    const squareBias = 1 - SQUARE_DECAY ** steps;
    for (let i = 0; i < parameters.length; i++) {
      const slope = gradient[i]!;
      mean[i] = MEAN_DECAY * mean[i]! + (1 - MEAN_DECAY) * slope;
      square[i] = SQUARE_DECAY * square[i]! + (1 - SQUARE_DECAY) * slope * slope;
      parameters[i]! -= (rate * (mean[i]! / meanBias)) / (Math.sqrt(square[i]! / squareBias) + EPSILON);
    }
  };
}
