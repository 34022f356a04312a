// Learning to predict the next character (deck I, "Text generation"). A step takes windows of the text at random
// places, each with the text one character further on as its targets; every window begins with an empty state.
//
// Shapes:  a batch: sequences windows of steps symbols
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

import Matrices

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  /// Steps in all.
  public var steps: Int
  /// Windows a step.
  public var batch: Int
  /// Characters a window.
  public var sequence: Int
  /// Whether windows lie at random places, or follow each other from the front of the text to its end, and again.
  public var shuffled: Bool
  public var rule: UpdateRule
  public var learningRate: Float
  /// The learning rate falls along half a cosine to this part of itself; 1 keeps it.
  public var lastRate: Float
  /// The longest gradient; a longer one is cut to this.
  public var clip: Float
  public var threads: Int
  /// Each step's windows follow from the seed and the step's number.
  public var seed: UInt64

  public init(
    steps: Int, batch: Int = 32, sequence: Int = 64, shuffled: Bool = true, rule: UpdateRule = .adam,
    learningRate: Float = 0.002, lastRate: Float = 1, clip: Float = 5, threads: Int = 1, seed: UInt64 = 1
  ) {
    require(steps >= 0 && batch > 0 && sequence > 0, "\(steps) steps of \(batch) × \(sequence)")
    self.steps = steps
    self.batch = batch
    self.sequence = sequence
    self.shuffled = shuffled
    self.rule = rule
    self.learningRate = learningRate
    self.lastRate = lastRate
    self.clip = clip
    self.threads = threads
    self.seed = seed
  }

  /// The learning rate of a step, from 0.
  public func rate(at step: Int) -> Float {
    let part = min(1, Float(step) / Float(max(steps, 1)))
    return learningRate * (lastRate + (1 - lastRate) * (1 + cosine(ofHalfTurns: part)) / 2)
  }
}

/// A model on its way, all that is needed to go on: the rest follows from settings and text.
public struct Training: Equatable, Sendable {
  public var model: SequenceModel
  /// What the update rule remembers.
  public var adam: Adam
  /// Whether the weights came from PyTorch, where a layer's bias is the sum of two that both learn.
  public var hasTwoBiases: Bool
  /// Steps done.
  public var steps: Int { adam.steps }

  public init(_ model: SequenceModel, hasTwoBiases: Bool = false) {
    self.model = model
    self.hasTwoBiases = hasTwoBiases
    adam = Adam(model)
  }
}

/// What training tells after each step.
public struct TrainingStep: Sendable {
  /// 1 for the first.
  public let number: Int
  /// Nats a character before the step, the mean over its windows.
  public let loss: Float
  /// The gradient's length before it was clipped.
  public let gradientNorm: Float
  /// The model and Adam's moments after the step.
  public let training: Training
}

/// The loss or the gradient is no number any more.
public struct Divergence: Error, Equatable, CustomStringConvertible {
  public let step: Int
  public let loss: Float
  public let learningRate: Float

  public var description: String {
    "training diverges: the loss is \(loss) in step \(step), at learning rate \(learningRate); "
      + "a smaller one may work"
  }
}

/// Trains on a text, given as symbols, from step `training.steps` to `settings.steps`.
///
/// Throws `Divergence` when the loss is not finite, and whatever `report` throws.
public func train(
  _ training: inout Training, on text: [Int], _ settings: TrainingSettings,
  report: (TrainingStep) throws -> Void = { _ in }
) throws {
  require(text.count > settings.sequence, "a text of \(text.count) for windows of \(settings.sequence)")
  let groups = SequenceGroup.groups(training.model, steps: settings.sequence, sequences: settings.batch)
  let predictions = Float(settings.batch * settings.sequence)
  var prepared = PreparedModel(training.model)
  let team = Team(count: min(settings.threads, groups.count))
  while training.steps < settings.steps {
    let (step, rate) = (training.steps, settings.rate(at: training.steps))
    fill(groups, from: text, step: step, settings)
    prepared.assign(training.model)
    inParallel(groups.count, by: team) { index in
      groups[index].forward(prepared, scale: 1 / predictions)
      groups[index].backward(prepared)
    }
    let loss = Float(groups.reduce(0) { $0 + $1.loss }) / predictions
    let gradient = sum(groups)
    let norm = training.norm(of: gradient)
    guard loss.isFinite && norm.isFinite else {
      throw Divergence(step: step + 1, loss: loss, learningRate: rate)
    }
    training.update(
      gradient, settings.rule, learningRate: rate, scale: clipping(norm: norm, limit: settings.clip))
    try report(TrainingStep(number: step + 1, loss: loss, gradientNorm: norm, training: training))
  }
}

/// Windows at random places of the text, or those that come next.
private func fill(_ groups: [SequenceGroup], from text: [Int], step: Int, _ settings: TrainingSettings) {
  var generator = SeededGenerator(seed: settings.seed &+ UInt64(step) &* 0x9E37_79B9_7F4A_7C15)
  let windows = (text.count - 1) / settings.sequence
  var next = step * settings.batch
  for group in groups {
    for sequence in 0..<group.sequences {
      let start =
        settings.shuffled
        ? generator.index(below: text.count - group.steps) : next % windows * settings.sequence
      group.set(text, from: start, as: sequence)
      next += 1
    }
  }
}

/// The groups' gradients, added in their order to that of the first.
func sum(_ groups: [SequenceGroup]) -> SequenceModel {
  for group in groups.dropFirst() { groups[0].add(group) }
  return groups[0].gradient
}

extension SequenceGroup {
  /// The window of the text from `start` on becomes a sequence, what follows each character its target.
  func set(_ text: [Int], from start: Int, as sequence: Int) {
    let n = sequences
    symbols.withUnsafeMutableBufferPointer { for t in 0..<steps { $0[t * n + sequence] = text[start + t] } }
    targets.withUnsafeMutableBufferPointer {
      for t in 0..<steps { $0[t * n + sequence] = text[start + t + 1] }
    }
  }
}

// MARK: - Measuring

/// Nats a character on a text, read in windows of up to 512 characters, each with an empty state at its start.
///
/// The windows do not overlap; what is left at the end of the text is not read, unless the text is shorter than one.
public func natsPerCharacter(_ model: SequenceModel, on text: [Int], threads: Int = 1) -> Float {
  require(text.count > 1, "a text of \(text.count): there is nothing to predict")
  let steps = min(512, text.count - 1)
  let windows = (text.count - 1) / steps
  let prepared = PreparedModel(model)
  let (whole, rest) = (windows / SequenceGroup.size, windows % SequenceGroup.size)
  let losses = Losses(count: whole + 1)
  let team = Team(count: max(1, min(threads, whole)))
  team.run(team.count) { worker in
    let group = SequenceGroup(model, steps: steps, sequences: SequenceGroup.size)
    for index in stride(from: worker, to: whole, by: team.count) {
      losses.values[index] = group.loss(prepared, of: text, from: index * SequenceGroup.size * steps)
    }
  }
  if rest > 0 {
    let group = SequenceGroup(model, steps: steps, sequences: rest)
    losses.values[whole] = group.loss(prepared, of: text, from: (windows - rest) * steps)
  }
  return Float((0...whole).reduce(0.0) { $0 + losses.values[$1] } / Double(windows * steps))
}

extension SequenceGroup {
  /// The summed loss of windows that follow each other, from `start` on.
  fileprivate func loss(_ prepared: PreparedModel, of text: [Int], from start: Int) -> Double {
    for sequence in 0..<sequences { set(text, from: start + sequence * steps, as: sequence) }
    forward(prepared, scale: 1)
    return loss
  }
}

/// A number for each group, each written by one thread.
private final class Losses: @unchecked Sendable {
  let values: UnsafeMutablePointer<Double>
  init(count: Int) {
    values = .allocate(capacity: count)
    values.initialize(repeating: 0, count: count)
  }
  deinit { values.deallocate() }
}

/// cos(π·x) for x from 0 to 1, to seven digits: the Taylor series of the sine around the middle.
private func cosine(ofHalfTurns x: Float) -> Float {
  let y = Double.pi * (0.5 - Double(x))
  var (term, sum) = (y, y)
  for k in stride(from: 2.0, to: 16, by: 2) {
    term *= -y * y / (k * (k + 1))
    sum += term
  }
  return Float(sum)
}
