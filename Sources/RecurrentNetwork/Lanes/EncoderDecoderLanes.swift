// The encoder and the decoder for groups of sixteen pairs (Tasks/EncoderDecoder.swift). In a group, and so in
// a training, all sources have one length, and all targets.

import Matrices

extension Lanes.Group {
  func set(source: [Int], as sequence: Int) {
    let steps = self.source.count / sequences
    require(source.count == steps, "a source of \(source.count) among those of \(steps)")
    for t in 0..<steps { self.source[t * sequences + sequence] = source[t] }
  }

  /// The decoder reads the target one step late, after `start`.
  func set(_ pair: SymbolPair, as sequence: Int, start: Int) {
    set(source: pair.source, as: sequence)
    require(pair.target.count == steps, "a target of \(pair.target.count) among those of \(steps)")
    for t in 0..<steps {
      symbols[t * sequences + sequence] = t == 0 ? start : pair.target[t - 1]
      targets[t * sequences + sequence] = pair.target[t]
    }
  }
}

extension Lanes {
  /// Trains on pairs drawn at random, all of the same lengths.
  ///
  /// - Parameter threads: changes the time, never a bit of the result.
  @discardableResult
  public static func train(
    _ training: inout Training<EncoderDecoder>, on pairs: [SymbolPair], _ settings: TrainingSettings,
    threads: Int = 1, report: (TrainingStep<EncoderDecoder>) -> Bool = { _ in true }
  ) throws(Divergence) -> Int {
    require(!pairs.isEmpty, "no pairs to learn from")
    let model = training.model
    var prepared = Model(model.decoder, after: model.encoder)
    let (source, target) = (pairs[0].source.count, pairs[0].target.count)
    let groups = Group.groups(of: settings.batch, model.decoder, prepared, source: source, steps: target)
    let team = Team(count: min(threads, groups.count))
    return try training.descend(settings, sequences: pairs.count, report: report) { model, step in
      var generator = settings.generator(step: step)
      for n in 0..<settings.batch {
        let pair = pairs[generator.index(below: pairs.count)]
        groups[n / Group.size].set(pair, as: n % Group.size, start: model.start)
      }
      prepared.repack(model.decoder, after: model.encoder)
      let (loss, decoder, encoder) = lossAndGradient(
        groups, prepared, predictions: settings.batch * target, by: team)
      var gradient = model
      gradient.decoder = decoder.resized(hidden: model.decoder.hidden)
      if let encoder {
        gradient.encoder = encoder.resized(hidden: model.encoder.hidden, inputs: model.encoder.inputs)
      }
      return (loss, gradient)
    }
  }

  /// What the decoder writes for sources of equal length: always the likeliest symbol, `length` of them.
  public static func write(_ model: EncoderDecoder, _ sources: [[Int]], length: Int) -> [[Int]] {
    require(0...1 << 20 ~= length, "\(length) symbols to write")
    let (prepared, n) = (Model(model.decoder, after: model.encoder), sources.count)
    let group = Group(model.decoder, prepared, source: sources.first?.count ?? 0, steps: 1, sequences: n)
    for (n, source) in sources.enumerated() { group.set(source: source, as: n) }
    group.read(prepared)
    group.symbols = [Int](repeating: model.start, count: n)
    var written = [[Int]](repeating: [], count: n)
    for _ in 0..<length {
      group.forward(prepared)
      group.symbols = group.Y.argmax()
      for n in written.indices { written[n].append(group.symbols[n]) }
      group.goOn()
    }
    return written
  }
}
