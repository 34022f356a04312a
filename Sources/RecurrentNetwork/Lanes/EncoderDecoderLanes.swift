// The encoder and the decoder for groups of sixteen pairs (Tasks/EncoderDecoder.swift). In a group, and so in a
// training, all sources have one length, and all targets.

import Matrices

extension Lanes {
  /// What all groups of a step read.
  private struct PairModel: Sendable {
    var encoder: Weights
    var decoder: Model

    init(_ model: EncoderDecoder) {
      encoder = Weights(model.encoder, readsSymbols: true)
      decoder = Model(model.decoder)
    }

    mutating func assign(_ model: EncoderDecoder) {
      encoder.assign(model.encoder)
      decoder.assign(model.decoder)
    }
  }

  /// Sixteen pairs or fewer, forward and backward.
  private final class PairGroup: @unchecked Sendable {
    var symbols: [Int]  // of the sources
    var reading: Layer
    let writing: Group
    var gradient: RecurrentLayer  // of the padded encoder

    init(_ model: EncoderDecoder, _ prepared: PairModel, source: Int, target: Int, pairs: Int) {
      symbols = [Int](repeating: 0, count: source * pairs)
      reading = Layer(prepared.encoder, steps: source, sequences: pairs)
      writing = Group(model.decoder, prepared.decoder, steps: target, sequences: pairs)
      gradient = prepared.encoder.layer
    }

    func setSource(_ source: [Int], as sequence: Int) {
      require(source.count == reading.steps, "a source of \(source.count) among those of \(reading.steps)")
      for t in 0..<reading.steps { symbols[t * reading.sequences + sequence] = source[t] }
    }

    func set(_ pair: SymbolPair, as sequence: Int, start: Int) {
      setSource(pair.source, as: sequence)
      let n = writing.sequences
      require(
        pair.target.count == writing.steps, "a target of \(pair.target.count) among those of \(writing.steps)"
      )
      for t in 0..<writing.steps {
        writing.symbols[t * n + sequence] = t == 0 ? start : pair.target[t - 1]
        writing.targets[t * n + sequence] = pair.target[t]
      }
    }

    func read(_ model: PairModel) {
      reading.forward(model.encoder, symbols: symbols)
      writing.layers[0].begin(where: reading)
    }

    func backward(_ model: PairModel) {
      writing.backward(model.decoder)
      reading.setSlopes(ofFirstState: writing.layers[0])
      reading.backward(model.encoder, symbols: symbols, into: &gradient)
    }
  }

  /// Trains on pairs drawn at random, all of the same lengths.
  ///
  /// - Parameter threads: changes the time, never a bit of the result.
  @discardableResult
  public static func train(
    _ training: inout Training<EncoderDecoder>, on pairs: [SymbolPair], _ settings: TrainingSettings,
    threads: Int = 1, report: (TrainingStep<EncoderDecoder>) -> Bool = { _ in true }
  ) throws(Divergence) -> Int {
    require(!pairs.isEmpty, "no pairs to learn from")
    require(threads > 0, "\(threads) threads")
    let (model, size, start) = (training.model, Group.size, training.model.start)
    let (source, target) = (pairs[0].source.count, pairs[0].target.count)
    var prepared = PairModel(model)
    let groups = stride(from: 0, to: settings.batch, by: size).map {
      PairGroup(model, prepared, source: source, target: target, pairs: min(size, settings.batch - $0))
    }
    let team = Team(count: min(threads, groups.count))
    let predictions = Float(settings.batch * target)
    return try training.descend(settings, sequences: pairs.count) { model, step in
      var generator = settings.generator(step: step)
      for n in 0..<settings.batch {
        groups[n / size].set(pairs[generator.index(below: pairs.count)], as: n % size, start: start)
      }
      prepared.assign(model)
      inParallel(groups.count, by: team) { n in
        groups[n].read(prepared)
        groups[n].writing.forward(prepared.decoder)
        groups[n].writing.crossEntropy(scale: 1 / predictions)
        groups[n].backward(prepared)
      }
      for group in groups.dropFirst() {
        groups[0].gradient.combine(with: group.gradient) { $0 += $1 }
        groups[0].writing.add(group.writing)
      }
      var gradient = model
      gradient.encoder = groups[0].gradient.resized(
        hidden: model.encoder.hidden, inputs: model.encoder.inputs)
      gradient.decoder = groups[0].writing.gradient.resized(hidden: model.decoder.hidden)
      return (Float(groups.reduce(0) { $0 + $1.writing.loss }) / predictions, gradient)
    } report: {
      report($0)
    }
  }

  /// What the decoder writes for sources of equal length: always the likeliest symbol, `length` of them.
  public static func write(_ model: EncoderDecoder, _ sources: [[Int]], length: Int) -> [[Int]] {
    let prepared = PairModel(model)
    return stride(from: 0, to: sources.count, by: Group.size).flatMap { first in
      let part = sources[first..<min(first + Group.size, sources.count)]
      let group = PairGroup(model, prepared, source: sources[0].count, target: 1, pairs: part.count)
      for (n, source) in part.enumerated() { group.setSource(source, as: n) }
      group.read(prepared)
      let writing = group.writing
      writing.symbols = [Int](repeating: model.start, count: part.count)
      var written = [[Int]](repeating: [], count: part.count)
      for _ in 0..<length {
        writing.forward(prepared.decoder)
        writing.symbols = writing.Y.argmax()
        for n in written.indices { written[n].append(writing.symbols[n]) }
        writing.layers[0].begin(where: writing.layers[0])
      }
      return written
    }
  }
}
