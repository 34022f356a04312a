// Training: stochastic gradient descent with momentum (deck B, "LeNet5 Image Classification"; the training set is
// seen in another order in each epoch).
//
//     v ← μ v + (g + λ w)      w ← w − α v      α = α₁ · decay^(epoch − 1)
//
// The order of an epoch and the distortions of its images follow from the seed and the epoch's number. So a run
// that was stopped after any epoch goes on as if it had not been.
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

import Matrices

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  /// α₁, of the first epoch.
  public var learningRate: Float
  public var rule: UpdateRule
  /// What the rate is multiplied by after each epoch.
  public var decay: Float
  public var momentum: Float
  /// λ: how much each step shrinks the weights.
  public var weightDecay: Float
  /// Images a step.
  public var batch: Int
  /// Distorts each image anew in each epoch; nil leaves them as they are.
  public var distortion: Distortion?
  /// Whether each epoch has an order of its own, or that of the data.
  public var shuffled: Bool
  public var seed: UInt64

  public init(
    learningRate: Float = 0.02, rule: UpdateRule = .momentum, decay: Float = 1, momentum: Float = 0.9,
    weightDecay: Float = 0, batch: Int = 64, distortion: Distortion? = nil, shuffled: Bool = true,
    seed: UInt64 = 1
  ) {
    require(batch > 0, "a batch of \(batch) images")
    self.learningRate = learningRate
    self.rule = rule
    self.decay = decay
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.batch = batch
    self.distortion = distortion
    self.shuffled = shuffled
    self.seed = seed
  }

  /// α in an epoch, 1 being the first.
  public func learningRate(epoch: Int) -> Float {
    (1..<epoch).reduce(learningRate) { rate, _ in rate * decay }
  }
}

/// How far a training has come: all there is to save.
public struct TrainingState: Equatable, Sendable {
  public var network: LeNet5
  public var velocity: LeNet5
  /// Adam's means of the gradient's squares.
  public var squares: LeNet5
  /// Steps of Adam done.
  public var steps = 0
  /// Epochs completed.
  public var epochs = 0

  /// Before the first epoch, the weights drawn from the seed.
  public init(pooling: Pooling = .average, seed: UInt64 = 1) {
    var generator = SeededGenerator(seed: seed)
    self.init(LeNet5(pooling: pooling, using: &generator))
  }

  /// Before the first epoch, with the weights of a network.
  public init(_ network: LeNet5) {
    self.network = network
    velocity = LeNet5(pooling: network.pooling)
    squares = velocity
  }
}

/// What training tells after each epoch.
public struct Epoch: Sendable {
  /// 1 for the first.
  public let number: Int
  /// The mean over the epoch's images of the loss before the step that saw them.
  public let loss: Float
  /// The state after the epoch.
  public let state: TrainingState
}

/// The loss is no number any more: the steps overshoot, each further than the last.
public struct Divergence: Error, Equatable, CustomStringConvertible {
  public let epoch: Int
  public let step: Int
  public let loss: Float
  public let learningRate: Float

  public var description: String {
    "training diverges: the loss is \(loss) in epoch \(epoch), step \(step), "
      + "at learning rate \(learningRate); a smaller one may work"
  }
}

/// Trains from where `state` stands until `epochs` epochs are completed.
///
/// - Parameters:
///   - steps: updates at most; the last epoch may then be a part of one, and counts as completed.
///   - threads: changes the time, never a bit of the result. A batch of n images occupies n/16 threads at most.
///   - report: hears of each epoch.
/// - Throws: `Divergence` when the loss is not finite, and whatever `report` throws.
public func train(
  _ state: inout TrainingState, _ digits: Digits, _ settings: TrainingSettings, epochs: Int,
  steps: Int? = nil,
  threads: Int = 1, report: (Epoch) throws -> Void = { _ in }
) throws {
  require(digits.count > 0, "no images")
  let lanes = BatchInLanes(capacity: min(settings.batch, digits.count), threads: threads)
  var steps = steps ?? .max
  while state.epochs < epochs && steps > 0 {
    let epoch = state.epochs + 1
    let loss = try trainEpoch(&state, digits, settings, epoch, lanes, &steps)
    state.epochs = epoch
    try report(Epoch(number: epoch, loss: loss, state: state))
  }
}

/// Returns the mean loss of the images seen, and takes the updates made from `steps`.
private func trainEpoch(
  _ state: inout TrainingState, _ digits: Digits, _ settings: TrainingSettings, _ epoch: Int,
  _ lanes: BatchInLanes, _ steps: inout Int
) throws -> Float {
  let order =
    settings.shuffled
    ? SeededGenerator.order(of: digits.count, epoch: epoch, seed: settings.seed) : Array(0..<digits.count)
  let rate = settings.learningRate(epoch: epoch)
  var (total, seen): (Float, Int) = (0, 0)
  for start in stride(from: 0, to: order.count, by: settings.batch) where steps > 0 {
    let indices = order[start..<min(start + settings.batch, order.count)]
    let batch = Batch(
      indices: indices, distortion: settings.distortion, seed: settings.seed, epoch: epoch)
    let loss = lanes.lossAndBackward(state.network, digits, batch)
    if !loss.isFinite {
      throw Divergence(epoch: epoch, step: start / settings.batch + 1, loss: loss, learningRate: rate)
    }
    update(&state, lanes.gradient(pooling: state.network.pooling), settings, learningRate: rate)
    total += loss * Float(indices.count) / Float(order.count)
    seen += indices.count
    steps -= 1
  }
  return seen < order.count ? total * Float(order.count) / Float(seen) : total
}

/// One step: v ← μ v + (g + λ w), w ← w − α v, or Adam's.
public func update(
  _ state: inout TrainingState, _ gradient: LeNet5, _ settings: TrainingSettings, learningRate: Float
) {
  switch settings.rule {
  case .momentum:
    for parameter in LeNet5.parameters {
      momentumStep(
        &state.network[keyPath: parameter], &state.velocity[keyPath: parameter], gradient[keyPath: parameter],
        learningRate: learningRate, settings)
    }
  case .adam:
    state.adamUpdate(gradient, weightDecay: settings.weightDecay, learningRate: learningRate)
  }
}

private func momentumStep(
  _ W: inout Matrix, _ V: inout Matrix, _ G: Matrix, learningRate: Float, _ settings: TrainingSettings
) {
  let (momentum, weightDecay) = (settings.momentum, settings.weightDecay)
  W.values.withUnsafeMutableBufferPointer { w in
    V.values.withUnsafeMutableBufferPointer { v in
      G.values.withUnsafeBufferPointer { g in
        for i in 0..<g.count {
          v[i] = g[i].addingProduct(weightDecay, w[i]).addingProduct(momentum, v[i])
          w[i].addProduct(-learningRate, v[i])
        }
      }
    }
  }
}

extension SeededGenerator {
  /// The order of the examples in an epoch, a random permutation.
  ///
  /// Derived in chapter 1.
  static func order(of examples: Int, epoch: Int, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed &+ UInt64(epoch) &* 0x9E37_79B9_7F4A_7C15)
    return generator.permutation(of: examples)
  }
}
