// From sequence to sequence (deck B, "The Encoder", "The Decoder"; deck S, "seq2seq"; Sutskever, Vinyals and Le
// 2014). The encoder reads; its last state is all that the decoder gets; the decoder writes.
//
//     encoder    s_t = f(source_t, s_{t−1})                the encoding: s_T
//     decoder    h_0 = s_T,  h_t = f(written_{t−1}, h_{t−1}),  y_t = h_t·V + b,  written_0 = start
//
// In training `written` is the target itself: the decoder learns each character given that all before it are right
// (teacher forcing). Writing, it reads what it wrote. The slope at h_0 goes back into the encoder as that at s_T.

import Matrices

/// An encoder, which has no outputs, and a decoder, whose last input symbol means "begin".
public struct EncoderDecoder: Equatable, Sendable {
  public var encoder: SequenceModel
  public var decoder: SequenceModel

  public init(
    _ cell: Cell, sourceSymbols: Int, targetSymbols: Int, hidden: Int, using generator: inout SeededGenerator
  ) {
    encoder = SequenceModel(cell, symbols: sourceSymbols, hidden: hidden, outputs: 0, using: &generator)
    decoder = SequenceModel(
      cell, symbols: targetSymbols + 1, hidden: hidden, outputs: targetSymbols, using: &generator)
  }

  var start: Int { decoder.outputs }
}

/// A source and its target, as symbols; in one task all sources have one length, and all targets.
public struct SymbolPair: Equatable, Sendable {
  public let source: [Int]
  public let target: [Int]

  public init(source: [Int], target: [Int]) {
    self.source = source
    self.target = target
  }
}

/// Sixteen pairs or fewer, forward and backward.
final class PairGroup: Sendable {
  let reading: SequenceGroup
  let writing: SequenceGroup

  init(_ model: EncoderDecoder, source: Int, target: Int, pairs: Int) {
    reading = SequenceGroup(model.encoder, steps: source, sequences: pairs)
    writing = SequenceGroup(model.decoder, steps: target, sequences: pairs)
  }

  func set(_ pair: SymbolPair, as sequence: Int, start: Int) {
    require(
      pair.source.count == reading.steps && pair.target.count == writing.steps,
      "a pair of \(pair.source.count) and \(pair.target.count), not \(reading.steps) and \(writing.steps)")
    let n = reading.sequences
    for t in 0..<reading.steps { reading.symbols[t * n + sequence] = pair.source[t] }
    for t in 0..<writing.steps {
      writing.symbols[t * n + sequence] = t == 0 ? start : pair.target[t - 1]
      writing.targets[t * n + sequence] = pair.target[t]
    }
  }

  func forward(_ encoder: PreparedModel, _ decoder: PreparedModel, scale: Float) {
    reading.forward(encoder)
    for l in writing.layers.indices { writing.layers[l].begin(where: reading.layers[l]) }
    writing.forward(decoder, scale: scale)
  }

  func backward(_ encoder: PreparedModel, _ decoder: PreparedModel) {
    writing.backward(decoder)
    reading.backward(encoder, next: writing)
  }
}

extension EncoderDecoder {
  /// The mean cross-entropy of the targets' characters, and its gradient.
  func lossAndGradient(_ pairs: [SymbolPair]) -> (loss: Float, gradient: EncoderDecoder) {
    let group = PairGroup(
      self, source: pairs[0].source.count, target: pairs[0].target.count, pairs: pairs.count)
    for (index, pair) in pairs.enumerated() { group.set(pair, as: index, start: start) }
    let (encoder, decoder) = (PreparedModel(encoder), PreparedModel(decoder))
    let predictions = Float(pairs.count * pairs[0].target.count)
    group.forward(encoder, decoder, scale: 1 / predictions)
    group.backward(encoder, decoder)
    var gradient = self
    gradient.encoder = group.reading.gradient
    gradient.decoder = group.writing.gradient
    return (Float(group.writing.loss) / predictions, gradient)
  }

  /// Trains on pairs drawn at random; `settings.sequence` is not used.
  ///
  /// Throws `Divergence` when the loss is not finite, and whatever `report` throws.
  public mutating func train(
    on pairs: [SymbolPair], _ settings: TrainingSettings, report: (_ step: Int, _ loss: Float) throws -> Void
  ) throws {
    require(!pairs.isEmpty, "no pairs")
    let (source, target) = (pairs[0].source.count, pairs[0].target.count)
    let groups = stride(from: 0, to: settings.batch, by: SequenceGroup.size).map {
      PairGroup(self, source: source, target: target, pairs: min(SequenceGroup.size, settings.batch - $0))
    }
    var (encoderAdam, decoderAdam) = (Adam(encoder), Adam(decoder))
    let predictions = Float(settings.batch * target)
    var generator = SeededGenerator(seed: settings.seed)
    var (preparedEncoder, preparedDecoder) = (PreparedModel(encoder), PreparedModel(decoder))
    let team = Team(count: min(settings.threads, groups.count))
    for step in 0..<settings.steps {
      draw(groups, from: pairs, using: &generator)
      preparedEncoder.assign(encoder)
      preparedDecoder.assign(decoder)
      inParallel(groups.count, by: team) { index in
        groups[index].forward(preparedEncoder, preparedDecoder, scale: 1 / predictions)
        groups[index].backward(preparedEncoder, preparedDecoder)
      }
      let loss = groups.reduce(0) { $0 + Float($1.writing.loss) } / predictions
      let rate = settings.rate(at: step)
      guard loss.isFinite else { throw Divergence(step: step + 1, loss: loss, learningRate: rate) }
      let (encoderGradient, decoderGradient) = (sum(groups.map(\.reading)), sum(groups.map(\.writing)))
      let norm = (encoderGradient.sumOfSquares + decoderGradient.sumOfSquares).squareRoot()
      let scale = clipping(norm: norm, limit: settings.clip)
      encoderAdam.update(&encoder, encoderGradient, learningRate: rate, scale: scale)
      decoderAdam.update(&decoder, decoderGradient, learningRate: rate, scale: scale)
      try report(step + 1, loss)
    }
  }

  private func draw(_ groups: [PairGroup], from pairs: [SymbolPair], using generator: inout SeededGenerator) {
    for group in groups {
      for sequence in 0..<group.reading.sequences {
        group.set(pairs[generator.index(below: pairs.count)], as: sequence, start: start)
      }
    }
  }

  /// What the decoder writes for each source: always the likeliest symbol, `length` of them.
  public func write(_ sources: [[Int]], length: Int) -> [[Int]] {
    let (encoder, decoder) = (PreparedModel(encoder), PreparedModel(decoder))
    return stride(from: 0, to: sources.count, by: SequenceGroup.size).flatMap { first in
      write(sources[first..<min(first + SequenceGroup.size, sources.count)], length, encoder, decoder)
    }
  }

  private func write(
    _ sources: ArraySlice<[Int]>, _ length: Int, _ encoder: PreparedModel, _ decoder: PreparedModel
  ) -> [[Int]] {
    let (n, steps) = (sources.count, sources.first?.count ?? 0)
    for source in sources {
      require(source.count == steps, "sources of \(steps) and of \(source.count)")
    }
    let reading = SequenceGroup(self.encoder, steps: steps, sequences: n)
    for (sequence, source) in sources.enumerated() {
      for t in 0..<steps { reading.symbols[t * n + sequence] = source[t] }
    }
    reading.forward(encoder)
    let writing = SequenceGroup(self.decoder, steps: 1, sequences: n)
    writing.symbols = [Int](repeating: start, count: n)
    for l in writing.layers.indices { writing.layers[l].begin(where: reading.layers[l]) }
    var written = [[Int]](repeating: [], count: n)
    for _ in 0..<length {
      writing.forward(decoder)
      writing.symbols = writing.likeliest()
      for sequence in 0..<n { written[sequence].append(writing.symbols[sequence]) }
      for l in writing.layers.indices { writing.layers[l].keepLastState() }
    }
    return written
  }
}
