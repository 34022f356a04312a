// Training: forward, backward, a step, and again (deck Q, "Softmax Linear Classifier" and "Neural Network").
// The deck takes all examples for every step; small batches in random order are as in chapter 1.

import Matrices

/// Trains `network` on the examples (X: examples × inputs, y: examples, classes counted from 0), from epoch
/// `first` on. `report` hears of each epoch and returns whether to go on. Returns the number of the last
/// epoch; throws when the loss or a weight is not finite.
@discardableResult
public func train(
  _ network: inout Network, _ X: Matrix, _ y: [Int], _ settings: TrainingSettings, from first: Int = 1,
  report: (Epoch) -> Bool = { _ in true }
) throws(Divergence) -> Int {
  check(X, y, for: network)
  return try descend(&network, examples: y.count, settings, from: first, report: report) {
    lossAndGradient($0, X, y, rows: $1)
  }
}

/// The epochs of a training. `passes` gives the mean cross-entropy and its gradient over some rows of the
/// examples, or, for nil, over all.
func descend(
  _ network: inout Network, examples: Int, _ settings: TrainingSettings, from first: Int,
  report: (Epoch) -> Bool, passes: (Network, [Int]?) -> (loss: Float, gradient: Network)
) throws(Divergence) -> Int {
  require(first >= 1, "a first epoch of number \(first)")
  let (limit, batch) = (settings.steps ?? .max, min(settings.batch ?? examples, examples))
  var steps = (first - 1) &* ((examples - 1) / batch + 1)
  for epoch in first..<max(first, settings.epochs + 1) {
    if steps >= limit { return epoch - 1 }
    var generator = SeededGenerator(seed: settings.seed, stream: epoch)
    let order =
      batch == examples
      ? nil : settings.shuffled ? generator.permutation(of: examples) : Array(0..<examples)
    var (total, seen): (Float, Int) = (0, 0)
    while seen < examples && steps < limit {
      let rows = seen..<min(seen + batch, examples)
      var (loss, gradient) = passes(network, order.map { Array($0[rows]) })
      for l in network.layers.indices {
        loss += settings.penalty.cost(of: network.layers[l].weights)
        settings.penalty.addGradient(of: network.layers[l].weights, to: &gradient.layers[l].weights)
      }
      update(&network, gradient, learningRate: settings.learningRate)
      for l in network.layers.indices {
        settings.penalty.shrink(&network.layers[l].weights, learningRate: settings.learningRate)
      }
      (seen, steps, total) = (rows.upperBound, steps + 1, total + loss * Float(rows.count))
      guard loss.isFinite, (seen < examples && steps < limit) || network.isFinite else {
        throw Divergence(
          epoch: epoch, step: (seen - 1) / batch + 1, loss: loss, learningRate: settings.learningRate)
      }
    }
    guard report(Epoch(number: epoch, loss: total / Float(seen), network: network)) else { return epoch }
  }
  return max(first - 1, settings.epochs)
}

/// A step of gradient descent.
public func update(_ network: inout Network, _ gradient: Network, learningRate: Float) {
  let count = network.layers.count
  require(gradient.layers.count == count, "\(gradient.layers.count) gradients, \(count) layers")
  for l in network.layers.indices {
    requireStep(learningRate, network.layers[l].weights, gradient.layers[l].weights)
    network.layers[l].weights.add(-learningRate, times: gradient.layers[l].weights)
    network.layers[l].bias.add(-learningRate, times: gradient.layers[l].bias)
  }
}

/// Stops the program unless the examples are for the network.
func check(_ X: Matrix, _ y: [Int], for network: Network) {
  require(X.rows == y.count && !y.isEmpty, "\(X.rows) examples for \(y.count) labels")
  require(X.columns == network.inputs, "\(X.columns) inputs for a network of \(network.inputs)")
  checkLabels(y, classes: network.classes)
}

extension Network {
  /// Whether the sums of weights and biases are numbers, and so all of them.
  var isFinite: Bool { layers.allSatisfy { ($0.weights.sum() + $0.bias.sum()).isFinite } }
}
