// Writing (deck I, "Text generation"): the model reads a character, one is drawn from the probabilities of the next,
// and the model reads that.
//
//     p_k = e^(y_k / temperature) / Σ_l e^(y_l / temperature)

import Matrices

/// A model with a state of its own that reads and writes, one character at a time.
public final class Writer {
  private let prepared: PreparedModel
  private let group: SequenceGroup
  /// The scores of the next character, after what was read.
  public private(set) var scores: [Float]

  public init(_ model: SequenceModel) {
    prepared = PreparedModel(model)
    group = SequenceGroup(model, steps: 1, sequences: 1)
    scores = model.bias.values
  }

  /// Reads one symbol.
  public func read(_ symbol: Int) {
    require(
      (0..<prepared.model.symbols).contains(symbol), "symbol \(symbol) of \(prepared.model.symbols)")
    for l in group.layers.indices { group.layers[l].keepLastState() }
    group.symbols[0] = symbol
    group.forward(prepared)
    for k in scores.indices { scores[k] = group.score(row: 0, k) }
  }

  /// Draws the next symbol and reads it.
  public func write(temperature: Float, using generator: inout SeededGenerator) -> Int {
    let symbol = draw(probabilities(scores, temperature: temperature), using: &generator)
    read(symbol)
    return symbol
  }
}

/// An index with the given probabilities.
public func draw(_ probabilities: [Float], using generator: inout SeededGenerator) -> Int {
  var rest = generator.uniform() * probabilities.reduce(0, +)
  for (index, probability) in probabilities.enumerated() {
    rest -= probability
    if rest < 0 { return index }
  }
  return probabilities.lastIndex { $0 > 0 } ?? 0
}
