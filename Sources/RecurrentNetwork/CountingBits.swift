// The toy problem of deck B ("We're going to explore RNNs using a toy problem"): read a sequence of bits, one a step,
// and say at the end how many were ones. All in plain loops, one sequence after the other.
//
//     prediction   n̂ = h_T·V + b
//     loss         ½ (n̂ − n)², the mean over a batch
//
// The count is a number and not a class, so that the answer to a longer sequence can be larger than any seen.

import Matrices

/// A model with one output that reads bits.
public struct BitCounter: Sendable {
  public private(set) var model: SequenceModel
  private var adam: Adam

  public init(_ cell: Cell, hidden: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    model = SequenceModel(cell, symbols: 2, hidden: hidden, outputs: 1, using: &generator)
    adam = Adam(model)
  }

  /// What the model takes for the number of ones.
  public func count(_ bits: [Int]) -> Float {
    let steps = model.unroll(bits)[0]
    return model.scores(steps[steps.count - 1].after.h)[0]
  }

  /// The share of sequences whose count, rounded, is right.
  public func accuracy(on sequences: [[Int]]) -> Float {
    Float(sequences.count { Int(count($0).rounded()) == $0.reduce(0, +) }) / Float(sequences.count)
  }

  /// Trains on batches drawn from the sequences, each cut to a random length from `shortest` on.
  ///
  /// - Returns: the mean loss of each step.
  @discardableResult
  public mutating func train(
    on sequences: [[Int]], shortest: Int = 1, steps: Int, batch: Int = 16, learningRate: Float = 0.01,
    seed: UInt64 = 1
  ) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<steps).map { step in
      var sum = model
      sum.combine(with: model) { slopes, _ in slopes *= 0 }
      var loss: Float = 0
      for _ in 0..<batch {
        let bits = sequences[generator.index(below: sequences.count)]
        let length = shortest + generator.index(below: bits.count - shortest + 1)
        let (cost, gradient) = lossAndGradient(Array(bits.prefix(length)))
        loss += cost / Float(batch)
        sum.combine(with: gradient) { $0.add(1 / Float(batch), times: $1) }
      }
      let rate = learningRate * (1 - Float(step) / Float(steps))
      adam.update(&model, sum, learningRate: rate, scale: clipping(norm: sum.norm, limit: 1))
      return loss
    }
  }

  /// The loss of one sequence, and its gradient by backpropagation through time.
  public func lossAndGradient(_ bits: [Int]) -> (loss: Float, gradient: SequenceModel) {
    let unrolled = model.unroll(bits)
    let error = model.scores(unrolled[0][bits.count - 1].after.h)[0] - Float(bits.reduce(0, +))
    var dY = Matrix(rows: bits.count, columns: 1)
    dY[bits.count - 1, 0] = error
    return (error * error / 2, model.backward(unrolled, dY))
  }
}
