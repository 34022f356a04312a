// What to keep when no weights are right for all examples. The rule then never rests: each mistake still
// moves the weights, and those of the last moment are as good or bad as chance has it.
//
//     average    the mean of the weights over all examples they answered: weights that lasted count for
//                more (Freund and Schapire 1999)
//     pocket     the weights with the longest run of right answers, put aside if they are also right for
//                more examples than those in the pocket (Gallant, Perceptron-based learning algorithms, 1990)
//
// Both listen to `train` through its closure `retire`.

import Matrices

/// The mean of all weights that a training passes through, each counted for the examples it answered.
public struct Average: Equatable, Sendable {
  /// Σ answered · weights
  public private(set) var sum: Layer
  /// Σ answered
  public private(set) var answered: Int

  /// Begins with nothing.
  public init(inputs: Int, outputs: Int) {
    self.init(sum: Layer(inputs: inputs, outputs: outputs), answered: 0)
  }

  /// Goes on from where an earlier training ended.
  public init(sum: Layer, answered: Int) {
    require(answered >= 0, "\(answered) answered examples")
    (self.sum, self.answered) = (sum, answered)
  }

  /// Takes in weights that answered so many examples.
  public mutating func take(_ layer: Layer, _ answered: Int) {
    require(0...(.max - self.answered) ~= answered, "\(answered) answered examples")
    sum.weights.add(Float(answered), times: layer.weights)
    sum.bias.add(Float(answered), times: layer.bias)
    self.answered += answered
  }

  /// The mean, all zeros before the first example.
  public var mean: Layer {
    let count = Float(max(answered, 1))
    return Layer(weights: sum.weights / count, bias: (sum.bias / count).values)
  }
}

/// The best weights so far, chosen by their runs of right answers and checked on all examples.
public struct Pocket: Equatable, Sendable {
  public private(set) var layer: Layer
  /// The longest run of right answers of the layer in the pocket.
  public private(set) var longestRun: Int
  private var fewestMistakes: Int
  private let X: Matrix  // examples × inputs
  private let y: [Int]  // examples

  /// Begins with `layer` in the pocket, and the run that it had in an earlier training.
  public init(_ layer: Layer, _ X: Matrix, _ y: [Int], longestRun: Int = 0) {
    require(longestRun >= 0, "a longest run of \(longestRun)")
    (self.layer, self.X, self.y, self.longestRun) = (layer, X, y, longestRun)
    fewestMistakes = layer.mistakes(X, y)
  }

  /// Looks at weights that answered so many examples, the last perhaps wrongly.
  public mutating func take(_ layer: Layer, _ answered: Int) {
    guard answered > longestRun else { return }
    let mistakes = layer.mistakes(X, y)
    if mistakes < fewestMistakes { (self.layer, longestRun, fewestMistakes) = (layer, answered, mistakes) }
  }
}
