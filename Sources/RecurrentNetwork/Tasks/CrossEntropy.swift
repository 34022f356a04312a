// How surprised the model is. The softmax turns scores into probabilities, the loss is the logarithm of the right
// one's.
//
//     p_k  = e^(y_k − max y) / Σ_l e^(y_l − max y)
//     loss = −log p_target              in nats; divided by log 2, in bits
//     dy_k = p_k − [k = target]
//
// Shapes:  y, p, dy: outputs   Y, dY: steps × outputs   targets: steps

import Matrices

/// The softmax of scores divided by the temperature: below 1 the likely becomes likelier, above 1 all become
/// more alike.
public func softmax(_ scores: [Float], temperature: Float = 1) -> [Float] {
  require(temperature > 0, "a temperature of \(temperature)")
  let largest = scores.max() ?? 0
  let powers = scores.map { exp(($0 - largest) / temperature) }
  let sum = powers.reduce(0, +)
  return powers.map { $0 / sum }
}

/// −log p of the target, in nats.
public func crossEntropy(_ scores: [Float], target: Int) -> Float {
  require(scores.indices.contains(target), "target \(target) of \(scores.count)")
  let largest = scores.max() ?? 0
  return log(scores.map { exp($0 - largest) }.reduce(0, +)) - (scores[target] - largest)
}

/// The mean loss of a sequence's predictions; the scores Y become its slopes.
func crossEntropy(_ Y: inout Matrix, targets: [Int]) -> Float {
  require(Y.rows == targets.count, "\(Y.rows) predictions for \(targets.count) targets")
  let steps = Float(targets.count)
  var sum: Float = 0
  for (t, target) in targets.enumerated() {
    let y = Array(Y[row: t])
    sum += crossEntropy(y, target: target)
    for (k, p) in softmax(y).enumerated() { Y[t, k] = (p - (k == target ? 1 : 0)) / steps }
  }
  return sum / steps
}
