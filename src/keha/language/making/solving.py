"""Two small convex problems solved by Newton's method: which document is likeliest, and how likely it is right."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from keha.language.terms import Ids
from keha.language.vectors import Matrix

type Doubles = NDArray[np.float64]
type Slope = tuple[float, Doubles, Doubles]


def conditional_logit(rows: Matrix, right: Ids, ridge: float) -> Doubles:
    """(features,) weights under which the right document of each question is likeliest."""
    scale = rows.reshape(-1, rows.shape[2]).std(axis=0).astype(np.float64) + 1e-6

    def slope(weights: Doubles) -> Slope:
        loss, gradient, hessian = ridge * weights @ weights, 2 * ridge * weights, 2 * ridge * np.eye(len(weights))
        for begin in range(0, len(rows), 256):
            part, wanted = rows[begin : begin + 256].astype(np.float64) / scale, right[begin : begin + 256]
            scores = part @ weights
            shares = np.exp(scores - scores.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            mean = np.einsum("qd,qdf->qf", shares, part)
            places = np.arange(len(part))
            loss -= np.log(np.maximum(shares[places, wanted], 1e-300)).sum() / len(rows)
            gradient = gradient + (mean - part[places, wanted]).sum(axis=0) / len(rows)
            weighted = (part * np.sqrt(shares)[:, :, None]).reshape(-1, part.shape[2])
            hessian = hessian + (weighted.T @ weighted - mean.T @ mean) / len(rows)
        return float(loss), gradient, hessian

    return newton(slope, rows.shape[2]) / scale


def logistic(rows: Matrix, labels: Doubles, ridge: float) -> Doubles:
    """(features + 1,) weights of a logistic regression, the constant last."""
    mean, scale = rows.mean(axis=0, dtype=np.float64), rows.std(axis=0, dtype=np.float64) + 1e-6
    part = np.hstack([(rows - mean) / scale, np.ones((len(rows), 1))])
    penalty = np.append(np.full(rows.shape[1], ridge), 1e-9)

    def slope(weights: Doubles) -> Slope:
        scores = part @ weights
        shares = 1 / (1 + np.exp(-np.clip(scores, -500, 500)))
        loss = float((np.logaddexp(0, scores) - labels * scores).mean() + penalty @ weights**2)
        gradient = part.T @ (shares - labels) / len(part) + 2 * penalty * weights
        hessian = (part * (shares * (1 - shares))[:, None]).T @ part / len(part) + 2 * np.diag(penalty)
        return loss, gradient, hessian

    weights = newton(slope, part.shape[1])
    slopes = weights[:-1] / scale
    return np.append(slopes, weights[-1] - slopes @ mean)


def newton(slope: Callable[[Doubles], Slope], size: int, steps: int = 30) -> Doubles:
    """(size,) the lowest point of a convex loss; each step is halved until it does not climb."""
    weights = np.zeros(size)
    loss, gradient, hessian = slope(weights)
    for _ in range(steps):
        step, length = np.linalg.solve(hessian, gradient), 1.0
        lower = slope(weights - step)
        while lower[0] > loss and length > 1e-4:
            length /= 2
            lower = slope(weights - length * step)
        weights = weights - length * step
        gained, (loss, gradient, hessian) = loss - lower[0], lower
        if gained < 1e-7:
            break
    return weights
