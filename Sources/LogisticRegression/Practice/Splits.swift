// Examples to learn from and examples to be judged by (deck S, "Supervised Learning – Overfitting").
//
// A model is judged by examples that it has not seen. One split sets some aside for good. In k-fold cross-
// validation every example is set aside once: k models, each trained on k − 1 parts and judged by the other.

import Matrices

/// The numbers of the examples to train on and of those to test by, in random order; together all of them.
public func split(
  _ examples: Int, testing: Int, using generator: inout SeededGenerator
) -> (training: [Int], testing: [Int]) {
  require(testing >= 0 && testing < examples, "\(testing) of \(examples) examples to test by")
  let order = generator.permutation(of: examples)
  return (Array(order.dropFirst(testing)), Array(order.prefix(testing)))
}

/// The examples' numbers in `count` random parts whose sizes differ by 1 at most; each is in one part.
public func folds(of examples: Int, count: Int, using generator: inout SeededGenerator) -> [[Int]] {
  require(count >= 2 && count <= examples, "\(count) folds of \(examples) examples")
  let order = generator.permutation(of: examples)
  return (0..<count).map { fold in Array(order[examples * fold / count..<examples * (fold + 1) / count]) }
}

/// Trains and judges once for each fold: what `evaluate` makes of the other folds' examples and its own.
public func crossValidate<Result, Failure: Error>(
  _ folds: [[Int]], evaluate: (_ training: [Int], _ testing: [Int]) throws(Failure) -> Result
) throws(Failure) -> [Result] {
  var results: [Result] = []
  for (held, fold) in folds.enumerated() {
    let training = folds.indices.filter { $0 != held }.flatMap { folds[$0] }
    results.append(try evaluate(training, fold))
  }
  return results
}
