// Training: forward, backward, update, batch after batch, epoch after epoch (deck S, "Training" and "Tips";
// deck I, "nn_model").

import Matrices

/// What is done with a gradient: it may be changed, the network is.
public typealias Step = (_ network: inout Network, _ gradient: inout [Layer], _ learningRate: Float) -> Void

/// A step of gradient descent.
public func update(_ network: inout Network, _ gradient: [Layer], learningRate: Float) {
  require(
    gradient.count == network.layers.count, "\(gradient.count) gradients, \(network.layers.count) layers")
  for l in network.layers.indices {
    requireStep(learningRate, network.layers[l].weights, gradient[l].weights)
    network.layers[l].weights.add(-learningRate, times: gradient[l].weights)
    network.layers[l].bias.add(-learningRate, times: gradient[l].bias)
  }
}

/// Trains `network` on the examples, from epoch `first` on, by steps of gradient descent; UpdateRules has
/// others. `report` hears of each epoch and returns whether to go on. Returns the number of the last epoch;
/// throws when the loss or, after an epoch, a weight is not finite.
@discardableResult
public func train(
  _ network: inout Network, _ examples: Examples, _ settings: TrainingSettings, from first: Int = 1,
  report: (Epoch) -> Bool = { _ in true }, by step: Step = { update(&$0, $1, learningRate: $2) }
) throws(Divergence) -> Int {
  let inputs = examples.X.columns
  require(inputs == network.inputs, "examples of \(inputs) inputs for \(network.sizes)")
  return try descend(&network, examples.Y, settings, from: first, by: step, report: report) {
    network, rows, gradient in
    let (X, Y) = (examples.X.rows(Array(rows)), examples.Y.rows(Array(rows)))
    let pass = network.forward(X)
    gradient = backward(network, X, pass, Y, settings.loss).layers
    return loss(settings.loss, network, pass, Y)
  }
}

/// The epochs of a training. `slopes` returns the loss of some examples, and writes its gradient.
func descend(
  _ network: inout Network, _ Y: Matrix, _ settings: TrainingSettings, from first: Int, by step: Step,
  report: (Epoch) -> Bool, slopes: (Network, ArraySlice<Int>, inout [Layer]) -> Float
) throws(Divergence) -> Int {
  require(first >= 1, "a first epoch of number \(first)")
  require(Y.columns == network.outputs, "targets of \(Y.columns) columns for the sizes \(network.sizes)")
  let (limit, batch) = (settings.steps ?? .max, min(settings.batch ?? .max, Y.rows))
  var steps = (first - 1) &* ((Y.rows - 1) / batch + 1)
  var (gradient, previous): ([Layer], Float?) = (network.layers, nil)
  for epoch in first..<max(first, settings.epochs + 1) {
    if steps >= limit { return epoch - 1 }
    let rate = settings.learningRate.value(epoch: epoch)
    var generator = SeededGenerator(seed: settings.seed, stream: epoch)
    let order = batch == Y.rows ? Array(0..<batch) : settings.order(generator.permutation(of: Y.rows))
    var (total, seen): (Float, Int) = (0, 0)
    require(order.count == Y.rows, "an order of \(order.count) for \(Y.rows) examples")
    while seen < Y.rows && steps < limit {
      let rows = order[seen..<min(seen + batch, Y.rows)]
      let loss = slopes(network, rows, &gradient)
      step(&network, &gradient, rate)
      (steps, seen, total) = (steps + 1, seen + rows.count, total + loss * Float(rows.count))
      guard loss.isFinite, (seen < Y.rows && steps < limit) || network.isFinite else {
        throw Divergence(epoch: epoch, step: (seen - 1) / batch + 1, loss: loss, learningRate: rate)
      }
    }
    total /= Float(seen)
    if !report(Epoch(number: epoch, loss: total, network: network)) { return epoch }
    if let tolerance = settings.tolerance, let previous, abs(total - previous) < tolerance { return epoch }
    previous = total
  }
  return max(first - 1, settings.epochs)
}
