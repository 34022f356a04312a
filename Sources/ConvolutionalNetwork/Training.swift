// Training: stochastic gradient descent with momentum, or Adam (deck B, "LeNet5 Image Classification"; the
// training set is seen in another order in each epoch).
//
//     g ← g + 2λ w     the rule's step (UpdateRule.swift) with the rate α = α₁ · decay^(epoch − 1)
//
// The order of an epoch follows from the seed and the epoch's number. So a run that was stopped after any
// epoch goes on as if it had not been.

import Matrices

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  /// α₁, of the first epoch.
  public let learningRate: Float
  /// Passes over the images.
  public var epochs: Int { didSet { require((0..<Int.max).contains(epochs), "\(epochs) epochs") } }
  /// Updates at most, those of a resumed run included; nil leaves it to `epochs`.
  public var steps: Int? { didSet { require(steps ?? 0 >= 0, "\(steps ?? 0) steps") } }
  /// What the rate is multiplied by after each epoch.
  public let decay: Float
  /// Of every weight and every bias. PyTorch's weight_decay is twice the λ of `l2`.
  public let penalty: Penalty
  /// Images a step.
  public let batch: Int
  /// Whether each epoch has an order of its own, or that of the data.
  public let shuffled: Bool
  public let seed: UInt64

  public init(
    learningRate: Float = 0.02, epochs: Int = 20, steps: Int? = nil, decay: Float = 1,
    penalty: Penalty = Penalty(), batch: Int = 64, shuffled: Bool = true, seed: UInt64 = 1
  ) {
    require(learningRate.isFinite && learningRate > 0, "a learning rate of \(learningRate)")
    require(decay.isFinite && decay > 0, "a decay of \(decay)")
    require(0..<Int.max ~= epochs && steps ?? 0 >= 0, "\(epochs) epochs of at most \(steps ?? 0) steps")
    require(batch > 0, "a batch of \(batch) images")
    (self.learningRate, self.epochs, self.steps, self.decay) = (learningRate, epochs, steps, decay)
    (self.penalty, self.batch, self.shuffled, self.seed) = (penalty, batch, shuffled, seed)
  }

  /// α in an epoch, 1 being the first.
  public func learningRate(epoch: Int) -> Float {
    require(epoch > 0, "the learning rate of epoch \(epoch)")
    var (rate, falls) = (learningRate, epoch - 1)
    while falls > 0 && rate * decay != rate { (rate, falls) = (rate * decay, falls - 1) }
    return rate
  }
}

/// A network on its way, all that is needed to go on: the rest follows from settings and images.
public struct Training: Equatable, Sendable {
  public var network: LeNet5
  public var updater: Updater
  /// Steps done.
  public var steps: Int { updater.steps }

  /// The weights drawn from the seed.
  public init(_ rule: UpdateRule = .momentum(0.9), pooling: Pooling = .average, seed: UInt64 = 1) {
    var generator = SeededGenerator(seed: seed)
    self.init(LeNet5(pooling: pooling, using: &generator), rule)
  }

  public init(_ network: LeNet5, _ rule: UpdateRule = .momentum(0.9)) {
    (self.network, updater) = (network, Updater(rule, for: network))
  }
}

/// What training tells after each epoch.
public struct Epoch: Sendable {
  /// 1 for the first.
  public let number: Int
  /// The mean over the epoch's images of the loss before the step that saw them.
  public let loss: Float
  public let training: Training
}

/// The loss or a weight is no number any more: the steps overshoot, each further than the last.
public struct Divergence: Error, Equatable, CustomStringConvertible {
  public let epoch, step: Int
  public let loss, learningRate: Float

  public var description: String {
    let what = loss.isFinite ? "a weight is not finite after a loss of \(loss)" : "the loss is \(abs(loss))"
    return "training diverges: \(what) in epoch \(epoch), step \(step), "
      + "at learning rate \(learningRate); a smaller one may work"
  }
}

/// The mean loss of some images and its gradient, by the plain loops.
public func lossAndGradient(
  _ network: LeNet5, _ digits: Digits, _ indices: ArraySlice<Int>
) -> (loss: Float, gradient: LeNet5) {
  require(!indices.isEmpty, "the loss of no images")
  var loss: Float = 0
  var gradient = LeNet5(pooling: network.pooling)
  for index in indices {
    let passed = network.forward(Pixels.standardized.maps(of: digits.image(index)))
    var D = passed.scores
    loss += crossEntropy(passed.scores, row: 0, digits.labels[index], of: indices.count, into: &D)
    let part = network.backward(passed, scoreGradient: D)
    for parameter in LeNet5.parameters { gradient[parameter] += part[parameter] }
  }
  return (loss / Float(indices.count), gradient)
}

/// Trains on the digits by the plain loops, from epoch `first` on; `images` makes of them those that an epoch
/// sees. `report` hears of each epoch and returns whether to go on. Returns the number of the last epoch;
/// throws when the loss or a weight is not finite.
@discardableResult
public func train(
  _ training: inout Training, _ digits: Digits, _ settings: TrainingSettings, from first: Int = 1,
  report: (Epoch) -> Bool = { _ in true }, images: (Digits, _ epoch: Int) -> Digits = { digits, _ in digits }
) throws(Divergence) -> Int {
  try descend(&training, digits, settings, from: first, report: report, images: images) {
    lossAndGradient($0, $1, $2)
  }
}

/// The loop over epochs and batches, for any way to loss and gradient.
func descend(
  _ training: inout Training, _ digits: Digits, _ settings: TrainingSettings, from first: Int,
  report: (Epoch) -> Bool, images: (Digits, Int) -> Digits,
  lossAndGradient: (LeNet5, Digits, ArraySlice<Int>) -> (loss: Float, gradient: LeNet5)
) throws(Divergence) -> Int {
  require(digits.count > 0, "no images to train on")
  require(first > 0, "epoch \(first) as the first")
  let limit = settings.steps ?? .max
  for epoch in first..<max(first, settings.epochs + 1) {
    if training.steps >= limit { return epoch - 1 }
    let seen = images(digits, epoch)
    require(seen.count == digits.count, "\(seen.count) images in epoch \(epoch), expected \(digits.count)")
    var generator = SeededGenerator(seed: settings.seed, stream: epoch)
    let order = settings.shuffled ? generator.permutation(of: seen.count) : Array(0..<seen.count)
    let rate = settings.learningRate(epoch: epoch)
    var (total, last, count, step): (Float, Float, Int, Int) = (0, 0, 0, 0)
    for start in stride(from: 0, to: order.count, by: settings.batch) where training.steps < limit {
      let indices = order[start..<min(start + settings.batch, order.count)]
      var (loss, gradient) = lossAndGradient(training.network, seen, indices)
      (last, step) = (loss, step + 1)
      if !loss.isFinite { throw Divergence(epoch: epoch, step: step, loss: loss, learningRate: rate) }
      for n in LeNet5.parameters { settings.penalty.addGradient(of: training.network[n], to: &gradient[n]) }
      training.updater.update(&training.network, gradient, learningRate: rate)
      for n in LeNet5.parameters { settings.penalty.shrink(&training.network[n], learningRate: rate) }
      total += loss * Float(indices.count)
      count += indices.count
    }
    for parameter in LeNet5.parameters where !training.network[parameter].sum().isFinite {
      throw Divergence(epoch: epoch, step: step, loss: last, learningRate: rate)
    }
    guard report(Epoch(number: epoch, loss: total / Float(count), training: training)) else { return epoch }
  }
  return max(first - 1, settings.epochs)
}
