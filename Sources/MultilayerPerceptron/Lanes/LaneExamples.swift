// Examples whose batches are fetched fast. Fetching a random batch from a set larger than the caches costs as
// much as the bytes that are read, so pictures may stay bytes, a quarter of the size, till then.
//
// Unsafe pointers: threads write rows of one batch side by side.

import Matrices

extension Lanes {
  /// Inputs and the outputs that are wanted.
  public struct Examples: Equatable, Sendable {
    private enum Inputs: Equatable {
      case numbers([Float])
      /// A byte b stands for b / 255.
      case bytes([UInt8])
    }

    private let values: Inputs
    public let inputs: Int
    public let Y: Matrix  // examples × outputs

    public init(_ X: Matrix, _ Y: Matrix) {
      require(X.rows == Y.rows, "\(X.rows) examples for \(Y.rows) targets")
      require(X.rows > 0, "no examples")
      (values, inputs, self.Y) = (.numbers(X.values), X.columns, Y)
    }

    /// Pictures, `inputs` bytes each: byte b is the input b / 255.
    public init(bytes: [UInt8], inputs: Int, _ Y: Matrix) {
      require(Y.rows > 0, "no examples")
      let (count, overflow) = inputs.multipliedReportingOverflow(by: Y.rows)
      require(bytes.count == count && !overflow, "\(bytes.count) bytes for \(Y.rows) × \(inputs)")
      (values, self.inputs, self.Y) = (.bytes(bytes), inputs, Y)
    }

    public var count: Int { Y.rows }

    /// All inputs, made anew at every call if they are bytes.
    public var X: Matrix {
      switch values {
      case .numbers(let numbers): Matrix(rows: count, columns: inputs, values: numbers)
      case .bytes(let bytes): Matrix(rows: count, columns: inputs, values: bytes.map { Float($0) / 255 })
      }
    }

    /// The inputs of the examples with the numbers `rows` and their targets.
    func fetch(_ rows: ArraySlice<Int>, into batch: inout Workspace) {
      switch values {
      case .numbers(let all): gather(rows, of: all, columns: inputs, into: &batch.X.values, by: batch.team)
      case .bytes(let all):
        if batch.bytes.isEmpty { batch.bytes = [UInt8](repeating: 0, count: batch.X.values.count) }
        gather(rows, of: all, columns: inputs, into: &batch.bytes, by: batch.team)
        convert(batch.bytes, to: &batch.X.values)
      }
      gather(rows, of: Y.values, columns: Y.columns, into: &batch.Y.values, by: batch.team)
    }
  }
}

/// `batch` ← the rows with the given numbers of a table. Nothing is computed meanwhile, so that a processor can
/// wait for several distant rows at once.
private func gather<Item>(
  _ rows: ArraySlice<Int>, of table: [Item], columns: Int, into batch: inout [Item], by team: Team
) {
  let (count, first, height) = (rows.count, rows.startIndex, table.count / max(columns, 1))
  require(batch.count == count * columns, "\(count) examples for \(batch.count / max(columns, 1)) rows")
  for i in rows { require(columns == 0 || 0..<height ~= i, "example \(i) of \(height)") }
  batch.withUnsafeMutableBufferPointer { batch in
    table.withUnsafeBufferPointer { table in
      guard let target = batch.baseAddress, let source = table.baseAddress else { return }
      let parts = count * columns < 10_000 ? 1 : team.count  // a few are there before another would begin
      team.deal(parts) { part, _ in
        for row in count * part / parts..<count * (part + 1) / parts {
          (target + row * columns).update(from: source + rows[first + row] * columns, count: columns)
        }
      }
    }
  }
}

private func convert(_ bytes: [UInt8], to x: inout [Float]) {
  let (most, rest): (Float, Float) = (0x1.010102p-8, -0x1.fdfdfep-33)  // 1 / 255: the quotient to the bit
  var x = x.mutableSpan
  let bytes = bytes.span
  for i in bytes.indices { x[i] = (Float(bytes[i]) * rest).addingProduct(Float(bytes[i]), most) }
}
