// Writing (deck I, "Text generation"): the model reads a character, one is drawn from the probabilities of the next,
// and the model reads that.
//
//     p_k = e^(y_k / temperature) / Σ_l e^(y_l / temperature)

import Matrices

/// A model with a state of its own that reads and writes, one symbol at a time.
public struct Writer: Sendable {
  public let model: SequenceModel
  private var states: [State]
  /// The scores of the next symbol, after what was read.
  public private(set) var scores: [Float]

  public init(_ model: SequenceModel) {
    self.model = model
    states = model.layers.map { State(hidden: $0.hidden) }
    scores = model.bias.values
  }

  /// Reads one symbol.
  public mutating func read(_ symbol: Int) {
    let unrolled = model.forward([symbol], from: states)
    states = unrolled.map { $0[0].after }
    scores = model.scores(unrolled[model.layers.count - 1]).values
  }

  /// Draws the next symbol and reads it.
  public mutating func write(temperature: Float, using generator: inout SeededGenerator) -> Int {
    let symbol = draw(softmax(scores, temperature: temperature), using: &generator)
    read(symbol)
    return symbol
  }
}

/// An index with the given probabilities.
public func draw(_ probabilities: [Float], using generator: inout SeededGenerator) -> Int {
  let sum = probabilities.reduce(0, +)
  require(probabilities.allSatisfy { $0 >= 0 } && sum > 0 && sum < .infinity, "a draw by \(probabilities)")
  var rest = generator.uniform(in: 0..<1) * sum
  for (index, probability) in probabilities.enumerated() {
    rest -= probability
    if rest < 0 { return index }
  }
  return probabilities.lastIndex { $0 > 0 }!
}
