/** A logistic regression on 150 observations of 4 features, as a graph. */
import { define, f64, softplus } from 'adjoint';

/** `loss` is the mean negative log-likelihood of labels `y` of 0 and 1, given weights `w`. */
export const regression = define({ X: f64(150, 4), y: f64(150), w: f64(4) }, ({ X, y, w }) => {
  const logit = X.matmul(w).named('logit');
  return { loss: softplus(logit).sub(y.mul(logit)).mean() };
});
