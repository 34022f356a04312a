// From sequence to sequence (deck B, "The Encoder", "The Decoder"; deck S, "seq2seq"; Sutskever, Vinyals and Le
// 2014). The encoder reads; its last state is all that the decoder gets; the decoder writes.
//
//     encoder    s_t = f(source_t, s_{t−1})                the encoding: s_T
//     decoder    h_0 = s_T,  h_t = f(written_{t−1}, h_{t−1}),  y_t = h_t·V + b,  written_0 = start
//
// In training `written` is the target itself: the decoder learns each symbol given that all before it are right
// (teacher forcing). Writing, it reads what it wrote. The slope at h_0 goes back into the encoder as that at s_T.

import Matrices

/// An encoder, which has no outputs, and a decoder, whose last input symbol means "begin".
public struct EncoderDecoder: Parameters {
  public var encoder: RecurrentLayer
  public var decoder: SequenceModel

  public init(
    _ cell: Cell, sourceSymbols: Int, targetSymbols: Int, hidden: Int, using generator: inout SeededGenerator
  ) {
    require(1..<Int.max ~= targetSymbols, "\(sourceSymbols) symbols to \(targetSymbols)")
    encoder = RecurrentLayer(cell, inputs: sourceSymbols, hidden: hidden, using: &generator)
    decoder = SequenceModel(
      cell, symbols: targetSymbols + 1, hidden: hidden, outputs: targetSymbols, using: &generator)
  }

  var start: Int { decoder.outputs }

  public var matrices: [Matrix] { encoder.matrices + decoder.matrices }

  public mutating func combine(with other: EncoderDecoder, _ change: (inout Matrix, Matrix) -> Void) {
    encoder.combine(with: other.encoder, change)
    decoder.combine(with: other.decoder, change)
  }
}

/// A source and its target, as symbols.
public struct SymbolPair: Equatable, Sendable {
  public let source: [Int]
  public let target: [Int]

  public init(source: [Int], target: [Int]) {
    require(!source.isEmpty && !target.isEmpty, "\(source.count) symbols to \(target.count)")
    (self.source, self.target) = (source, target)
  }
}

extension EncoderDecoder {
  /// The encoder's steps over a source.
  func read(_ source: [Int]) -> [Step] {
    requireSymbols(source, below: encoder.inputs)
    let X = oneHot(source, classes: encoder.inputs)
    return encoder.forward(X, from: State(hidden: encoder.hidden))
  }

  /// The mean loss of the target's symbols, and its gradient.
  public func lossAndGradient(_ pair: SymbolPair) -> (loss: Float, gradient: EncoderDecoder) {
    let reading = read(pair.source)
    let encoding = reading[reading.count - 1].after
    let writing = decoder.forward([start] + pair.target.dropLast(), from: [encoding])
    var Y = decoder.scores(writing[0])
    let loss = crossEntropy(&Y, targets: pair.target)
    var gradient = zeros
    let (slopes, first) = decoder.backward(writing, Y)
    gradient.decoder = slopes
    let dH = Matrix(rows: reading.count, columns: encoder.hidden)  // no losses while it reads
    gradient.encoder = encoder.backward(reading, dH, last: first[0]).layer
    return (loss, gradient)
  }

  /// What the decoder writes for a source: always the likeliest symbol, `length` of them.
  public func write(_ source: [Int], length: Int) -> [Int] {
    require(0...1 << 20 ~= length, "\(length) symbols to write")
    var (state, symbol) = (read(source).last?.after ?? State(hidden: encoder.hidden), start)
    return (0..<length).map { _ in
      let steps = decoder.forward([symbol], from: [state])[0]
      (state, symbol) = (steps[0].after, decoder.scores(steps).argmax()[0])
      return symbol
    }
  }
}

/// Trains on pairs drawn at random.
@discardableResult
public func train(
  _ training: inout Training<EncoderDecoder>, on pairs: [SymbolPair], _ settings: TrainingSettings,
  report: (TrainingStep<EncoderDecoder>) -> Bool = { _ in true }
) throws(Divergence) -> Int {
  require(!pairs.isEmpty, "no pairs to learn from")
  return try training.descend(settings, sequences: pairs.count, report: report) { model, step in
    var generator = settings.generator(step: step)
    return mean(over: settings.batch, model) {
      model.lossAndGradient(pairs[generator.index(below: pairs.count)])
    }
  }
}
