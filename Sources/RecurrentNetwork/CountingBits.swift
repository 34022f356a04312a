// The toy problem of deck B ("We're going to explore RNNs using a toy problem"): read a sequence of bits, one a step,
// and say at the end how many were ones.
//
//     prediction   n̂ = h_T·V + b
//     loss         ½ (n̂ − n)², the mean over a batch
//
// The count is a number and not a class, so that the answer to a longer sequence can be larger than any seen.

import Matrices

/// A model that reads bits and has one output: counting.
extension SequenceModel {
  /// What the model takes for the number of ones.
  public func count(_ bits: [Int]) -> Float {
    scores(Array(forward(bits)[layers.count - 1].suffix(1)))[0, 0]
  }

  /// The share of sequences whose count, rounded, is right.
  public func accuracy(on sequences: [[Int]]) -> Float {
    require(!sequences.isEmpty, "no sequences, no accuracy")
    return Float(sequences.count { count($0).rounded() == Float($0.reduce(0, +)) }) / Float(sequences.count)
  }

  /// Half the squared error of the count of one sequence, and its gradient.
  public func lossAndGradient(counting bits: [Int]) -> (loss: Float, gradient: SequenceModel) {
    let unrolled = forward(bits)
    let error = scores(unrolled[layers.count - 1])[bits.count - 1, 0] - Float(bits.reduce(0, +))
    var dY = Matrix(rows: bits.count, columns: 1)
    dY[bits.count - 1, 0] = error
    return (error * error / 2, backward(unrolled, dY).gradient)
  }
}

/// Trains on sequences drawn at random, each cut to a random length from `shortest` on.
@discardableResult
public func train(
  _ training: inout Training<SequenceModel>, counting sequences: [[Int]], shortest: Int = 1,
  _ settings: TrainingSettings, report: (TrainingStep<SequenceModel>) -> Bool = { _ in true }
) throws(Divergence) -> Int {
  require(!sequences.isEmpty && shortest > 0, "\(sequences.count) sequences, the shortest of \(shortest)")
  let length = sequences.map { $0.count }.min() ?? 0
  require(length >= shortest, "a sequence of \(length), expected at least \(shortest)")
  return try training.descend(settings, sequences: sequences.count, report: report) { model, step in
    var generator = settings.generator(step: step)
    return mean(over: settings.batch, model) {
      let bits = sequences[generator.index(below: sequences.count)]
      let length = shortest + generator.index(below: bits.count - shortest + 1)
      return model.lossAndGradient(counting: Array(bits.prefix(length)))
    }
  }
}
