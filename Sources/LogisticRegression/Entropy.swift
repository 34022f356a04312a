// Cross-entropy as the distance between two distributions (deck F, "Binary Classification Loss"; deck S,
// "Logistic Regression").
//
// A coin that shows heads with probability q is believed to show it with probability p:
//
//     entropy          H(q)      = −q log q − (1 − q) log(1 − q)          surprise when the belief is right
//     cross-entropy    H(q, p)   = −q log p − (1 − q) log(1 − p)          surprise with the belief p
//     divergence       KL(q ‖ p) = H(q, p) − H(q)                         what the wrong belief costs
//
// KL is 0 for p = q and positive otherwise (Kullback and Leibler 1951): it is Σ q log(q/p) − q + p over yes
// and no, and no term of that is negative. It is no distance in the strict sense:
// KL(q ‖ p) and KL(p ‖ q) differ. For a label, q is 0 or 1, H(q) = 0 and the loss is all divergence. All in
// nats; 0 log 0 counts as 0.

import Matrices

/// H(q), the entropy of a yes with probability q.
public func entropy(_ q: Float) -> Float { crossEntropy(of: q, belief: q) }

/// H(q, p), the mean surprise at yes (probability q) and no when yes is believed to have probability p.
public func crossEntropy(of q: Float, belief p: Float) -> Float {
  require((0...1).contains(q) && (0...1).contains(p), "\(q) and \(p) are no probabilities")
  let yes = q == 0 ? 0 : -q * log(p)
  let no = q == 1 ? 0 : -(1 - q) * log(1 - p)
  return yes + no
}

/// KL(q ‖ p), how far the belief p is from q: what yes and no add to it, neither below 0.
public func divergence(of q: Float, from p: Float) -> Float {
  require((0...1).contains(q) && (0...1).contains(p), "\(q) and \(p) are no probabilities")
  return excess(q, p - q) + excess(1 - q, q - p)
}

/// q log(q/p) − q + p = q (r − log(1 + r)) for an outcome of probability q, believed p = q + d; r = d/q.
private func excess(_ q: Float, _ d: Float) -> Float {
  if q == 0 { return d }
  let r = d / q
  if abs(r) > 0.25 { return q * (r - log(1 + r)) }
  // The difference of near numbers keeps no digits; with x = r/(2 + r), log(1 + r) = 2 (x + x³/3 + x⁵/5 + …)
  let x = r / (2 + r)
  return q * x * (r - 2 * x * x * (1 / 3 + x * x * (1 / 5 + x * x / 7)))
}
