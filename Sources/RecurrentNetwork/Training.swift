// Training, the same for all tasks of the chapter: the gradients of a few sequences, their mean, clipped, and a step.
//
//     α_n = α · (1 + (last − 1) · n / steps)      the learning rate of step n, from 0

import Matrices

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  /// Steps in all.
  public let steps: Int
  /// Sequences a step.
  public let batch: Int
  public let learningRate: Float
  /// The learning rate falls along a line to this part of itself; 1 keeps it.
  public let lastRate: Float
  /// The longest gradient; a longer one is cut to this.
  public let clip: Float
  /// The sequences of a step follow from the seed and the step's number.
  public let seed: UInt64

  public init(
    steps: Int, batch: Int = 32, learningRate: Float = 0.002, lastRate: Float = 1, clip: Float = 5,
    seed: UInt64 = 1
  ) {
    require(steps >= 0 && 1...1 << 20 ~= batch, "\(steps) steps of \(batch) sequences")
    require(learningRate > 0 && learningRate.isFinite, "a learning rate of \(learningRate)")
    require(lastRate >= 0 && lastRate <= 1, "a last rate of \(lastRate), expected a part from 0 to 1")
    require(clip > 0, "a longest gradient of \(clip)")
    (self.steps, self.batch, self.learningRate) = (steps, batch, learningRate)
    (self.lastRate, self.clip, self.seed) = (lastRate, clip, seed)
  }

  func generator(step: Int) -> SeededGenerator { SeededGenerator(seed: seed, stream: step) }

  /// The learning rate of a step, from 0.
  public func learningRate(step: Int) -> Float {
    require(step >= 0, "the learning rate of step \(step)")
    return learningRate * (1 + (lastRate - 1) * min(1, Float(step) / Float(max(steps, 1))))
  }
}

/// A model on its way, all that is needed to go on: the rest follows from settings and examples.
public struct Training<Model: Parameters>: Equatable, Sendable {
  public var model: Model
  public var updater: Updater
  /// Steps done.
  public var steps: Int { updater.steps }

  public init(_ model: Model, _ rule: UpdateRule = .adam) {
    self.model = model
    updater = Updater(rule, for: model)
  }
}

/// What training tells after each step.
public struct TrainingStep<Model: Parameters>: Sendable {
  /// 1 for the first.
  public let number: Int
  /// The mean loss of a prediction before the step.
  public let loss: Float
  /// The gradient's length before it was clipped.
  public let gradientNorm: Float
  public let training: Training<Model>
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

extension Training {
  /// Goes on from the steps done to `settings.steps`, or until `report` returns false; returns the last step's number.
  ///
  /// - Parameters:
  ///   - sequences: how many there are to learn from; an epoch sees that many.
  ///   - lossAndGradient: those of the batch of a step, from 0.
  mutating func descend(
    _ settings: TrainingSettings, sequences: Int, report: (TrainingStep<Model>) -> Bool,
    _ lossAndGradient: (Model, _ step: Int) -> (loss: Float, gradient: Model)
  ) throws(Divergence) -> Int {
    let epoch = max(1, sequences / settings.batch)
    while steps < settings.steps {
      let (step, rate) = (steps, settings.learningRate(step: steps))
      var (loss, gradient) = lossAndGradient(model, step)
      let norm = gradient.norm
      if loss.isFinite && norm.isFinite {
        let scale = clipping(norm: norm, limit: settings.clip)
        if scale < 1 {
          gradient.combine(with: gradient) { G, _ in for i in G.values.indices { G.values[i] *= scale } }
        }
        updater.update(&model, gradient, learningRate: rate)
      }
      if !loss.isFinite || !norm.isFinite || !model.isFinite {
        throw Divergence(epoch: step / epoch + 1, step: step % epoch + 1, loss: loss, learningRate: rate)
      }
      if !report(TrainingStep(number: steps, loss: loss, gradientNorm: norm, training: self)) { break }
    }
    return steps
  }
}

/// The mean loss of a batch and its gradient, one sequence after the other.
func mean<Model: Parameters>(
  over batch: Int, _ model: Model, _ next: () -> (loss: Float, gradient: Model)
) -> (loss: Float, gradient: Model) {
  var (sum, gradient): (Float, Model) = (0, model.zeros)
  for _ in 0..<batch {
    let (loss, slopes) = next()
    sum += loss
    gradient.combine(with: slopes) { $0.add(1 / Float(batch), times: $1) }
  }
  return (sum / Float(batch), gradient)
}
