import Matrices

extension Matrix {
  /// The sum of each row, `rows × 1`.
  public func rowSums() -> Matrix { Matrix(column: (0..<rows).map { self[row: $0].reduce(0, +) }) }

  /// The mean of all entries.
  public func mean() -> Float { sum() / Float(values.count) }
}

extension SeededGenerator {
  /// The order of the examples in an epoch, as every training has it.
  public static func order(of examples: Int, epoch: Int, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed &+ UInt64(epoch) &* 0x9E37_79B9_7F4A_7C15)
    return generator.permutation(of: examples)
  }
}
