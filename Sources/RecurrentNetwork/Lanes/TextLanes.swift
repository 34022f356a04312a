// The next character, in groups of sixteen windows (Tasks/NextCharacter.swift).
//
// An unsafe buffer takes the losses: each group writes into its own place.

import Matrices

extension Lanes.Group {
  /// The window of the text from `start` on becomes a sequence, what follows each character its target.
  func set(_ text: [Int], from start: Int, as sequence: Int) {
    for t in 0..<steps {
      symbols[t * sequences + sequence] = text[start + t]
      targets[t * sequences + sequence] = text[start + t + 1]
    }
  }
}

extension Lanes {
  /// Trains on windows of a text, from step `training.steps` to `settings.steps`; returns the last number.
  ///
  /// - Parameter threads: changes the time, never a bit of the result.
  @discardableResult
  public static func train(
    _ training: inout Training<SequenceModel>, on windows: Windows, _ settings: TrainingSettings,
    threads: Int = 1, report: (TrainingStep<SequenceModel>) -> Bool = { _ in true }
  ) throws(Divergence) -> Int {
    requireSymbols(windows.text, below: min(training.model.symbols, training.model.outputs))
    var prepared = Model(training.model)
    let groups = Group.groups(of: settings.batch, training.model, prepared, steps: windows.length)
    let team = Team(count: min(threads, groups.count))
    return try training.descend(settings, sequences: windows.count, report: report) { model, step in
      for (n, start) in windows.starts(step: step, settings).enumerated() {
        groups[n / Group.size].set(windows.text, from: start, as: n % Group.size)
      }
      prepared.repack(model)
      let (loss, gradient, _) = lossAndGradient(
        groups, prepared, predictions: settings.batch * windows.length, by: team)
      return (loss, gradient.resized(hidden: model.hidden))
    }
  }

  /// Nats a character on a text, read in windows of up to 512 characters, each from an empty state.
  ///
  /// What is left at the end of the text is not read, unless the text is shorter than a window.
  public static func natsPerCharacter(_ model: SequenceModel, on text: [Int], threads: Int = 1) -> Float {
    require(text.count > 1, "a text of \(text.count): there is nothing to predict")
    let windows = Windows(of: text, length: min(512, text.count - 1))
    let (prepared, size) = (Model(model), Group.size)
    let count = (windows.count + size - 1) / size
    let team = Team(count: min(threads, count))
    func group(of n: Int) -> Group { Group(model, prepared, steps: windows.length, sequences: n) }
    let whole = (0..<team.count).map { _ in group(of: size) }  // a thread's own
    var losses = [Double](repeating: 0, count: count)
    losses.withUnsafeMutableBufferPointer { losses in
      team.deal(count) { n, thread in
        let sequences = min(size, windows.count - n * size)
        let group = sequences == size ? whole[thread] : group(of: sequences)
        for s in 0..<sequences { group.set(text, from: (n * size + s) * windows.length, as: s) }
        group.forward(prepared)
        group.crossEntropy(scale: 1)
        losses[n] = group.loss
      }
    }
    return Float(losses.reduce(0, +) / Double(windows.count * windows.length))
  }

  /// The scores at every step of sequences of equal length, each from an empty state: sequence after
  /// sequence, (sequences·steps) × outputs.
  public static func scores(_ model: SequenceModel, _ sequences: [[Int]]) -> Matrix {
    let (n, steps) = (sequences.count, sequences.first?.count ?? 0)
    let odd = sequences.first { $0.count != steps }
    require(odd == nil, "a sequence of \(odd!.count) among those of \(steps)")
    let prepared = Model(model)
    let group = Group(model, prepared, steps: steps, sequences: n)
    group.symbols = (0..<steps * n).map { sequences[$0 % n][$0 / n] }
    group.forward(prepared)
    return group.Y.rows((0..<n * steps).map { $0 % steps * n + $0 / steps })
  }
}
