// Learning to predict the next character (deck I, "Text generation"). A sequence is a window of the text, its targets
// are the same text one character further on, and it begins with an empty state.
//
// Shapes:  window: 1 + length symbols   Y: length × outputs

import Matrices

/// Windows of a text to learn from.
public struct Windows: Sendable {
  public let text: [Int]
  /// Characters a window, without the last target.
  public let length: Int
  /// Whether windows lie at random places, or follow each other from the front of the text to its end, and again.
  public let shuffled: Bool

  public init(of text: [Int], length: Int = 64, shuffled: Bool = true) {
    require(length > 0 && text.count > length, "a text of \(text.count) for windows of \(length)")
    (self.text, self.length, self.shuffled) = (text, length, shuffled)
  }

  /// How many follow each other.
  public var count: Int { (text.count - 1) / length }

  subscript(start: Int) -> [Int] { Array(text[start...start + length]) }

  /// Where the windows of a step begin.
  func starts(step: Int, _ settings: TrainingSettings) -> [Int] {
    var generator = settings.generator(step: step)
    let first = step % count * (settings.batch % count)
    return (0..<settings.batch).map {
      shuffled ? generator.index(below: text.count - length) : (first + $0) % count * length
    }
  }
}

extension SequenceModel {
  /// The mean loss of predicting each symbol of a window but the first.
  public func loss(_ window: [Int]) -> Float {
    var Y = scores(forward(Array(window.dropLast()))[layers.count - 1])
    return crossEntropy(&Y, targets: Array(window.dropFirst()))
  }

  /// The same, and its gradient.
  public func lossAndGradient(_ window: [Int]) -> (loss: Float, gradient: SequenceModel) {
    let unrolled = forward(Array(window.dropLast()))
    var Y = scores(unrolled[layers.count - 1])
    let loss = crossEntropy(&Y, targets: Array(window.dropFirst()))
    return (loss, backward(unrolled, Y).gradient)
  }
}

/// Trains on windows of a text, from step `training.steps` to `settings.steps`; returns the last step's number.
@discardableResult
public func train(
  _ training: inout Training<SequenceModel>, on windows: Windows, _ settings: TrainingSettings,
  report: (TrainingStep<SequenceModel>) -> Bool = { _ in true }
) throws(Divergence) -> Int {
  requireSymbols(windows.text, below: min(training.model.symbols, training.model.outputs))
  return try training.descend(settings, sequences: windows.count, report: report) { model, step in
    var starts = windows.starts(step: step, settings)[...]
    return mean(over: settings.batch, model) { model.lossAndGradient(windows[starts.removeFirst()]) }
  }
}

/// Nats a character on a text, read in windows of up to 512 characters, each with an empty state at its start.
///
/// What is left at the end of the text is not read, unless the text is shorter than a window.
public func natsPerCharacter(_ model: SequenceModel, on text: [Int]) -> Float {
  require(text.count > 1, "a text of \(text.count): there is nothing to predict")
  let windows = Windows(of: text, length: min(512, text.count - 1))
  let sum = (0..<windows.count).reduce(0.0) { $0 + Double(model.loss(windows[$1 * windows.length])) }
  return Float(sum / Double(windows.count))
}
