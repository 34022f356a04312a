// Examples whose batches are fetched fast. Fetching a random batch from a set larger than the caches costs as
// much as the bytes that are read, so pictures may stay bytes, a quarter of the size, till then.
//
// Unsafe pointers: each row begins at a distant place of the memory, and parts are asked for side by side.

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

    /// X ← the inputs of the examples with the numbers `rows`, Y ← their targets.
    func fetch(_ rows: ArraySlice<Int>, _ X: inout Matrix, _ Y: inout Matrix, by team: Team) {
      switch values {
      case .numbers(let all): gather(rows, of: all, into: &X, by: team) { $1.update(from: $0, count: $2) }
      case .bytes(let bytes): gather(rows, of: bytes, into: &X, by: team, copy)
      }
      gather(rows, of: self.Y.values, into: &Y, by: team) { $1.update(from: $0, count: $2) }
    }
  }
}

/// X ← the rows with the given numbers of a table as wide as X.
private func gather<Item>(
  _ rows: ArraySlice<Int>, of table: [Item], into X: inout Matrix, by team: Team,
  _ copy: (UnsafePointer<Item>, UnsafeMutablePointer<Float>, Int) -> Void
) {
  let (count, columns, first) = (X.rows, X.columns, rows.startIndex)
  require(count == rows.count, "\(rows.count) examples for \(count) rows")
  let height = table.count / max(columns, 1)
  for i in rows { require(columns == 0 || 0..<height ~= i, "example \(i) of \(height)") }
  X.values.withUnsafeMutableBufferPointer { x in
    table.withUnsafeBufferPointer { table in
      guard let target = x.baseAddress, let source = table.baseAddress else { return }
      let parts = count * columns < 10_000 ? 1 : team.count  // a few are there before another would begin
      team.deal(parts) { part, _ in
        for start in stride(from: 0, to: columns, by: 128) {
          for row in count * part / parts..<count * (part + 1) / parts {
            copy(
              source + (rows[first + row] * columns + start), target + (row * columns + start),
              min(128, columns - start))
          }
        }
      }
    }
  }
}

private func copy(_ bytes: UnsafePointer<UInt8>, to x: UnsafeMutablePointer<Float>, count: Int) {
  let (most, rest): (Float, Float) = (0x1.010102p-8, -0x1.fdfdfep-33)  // 1 / 255: the quotient to the bit
  for j in 0..<count { x[j] = (Float(bytes[j]) * rest).addingProduct(Float(bytes[j]), most) }
}
