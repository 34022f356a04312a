import Formats
import Matrices

/// What a saved training says of itself beside its tensors.
extension Safetensors {
  /// What `parse` makes of an entry of the metadata. Throws a `UserError` if it is missing or makes nothing.
  public func entry<Value>(_ name: String, _ parse: (String) throws -> Value?) throws -> Value {
    guard let text = metadata[name] else {
      throw UserError(
        "\(quoted(file)) does not say its \(name): it is no training saved by train --save")
    }
    guard let value = try parse(text) else {
      throw UserError("\(quoted(file)): found the \(name) \(quoted(text, marks: true))")
    }
    return value
  }

  /// A whole number from 0, or in `range`.
  public func count(_ name: String, in range: ClosedRange<Int> = 0...1_000_000_000_000) throws -> Int {
    try entry(name) { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
  }

  /// Adds matrices under a common name and their numbers.
  public mutating func add(_ name: String, _ matrices: [Matrix]) {
    for (index, matrix) in matrices.enumerated() {
      tensors["\(name).\(index)"] = Tensor(shape: [matrix.rows, matrix.columns], values: matrix.values)
    }
  }

  /// The numbers for matrices of the same shapes as these. Throws a `UserError` for others.
  public func matrices(_ name: String, like shapes: [Matrix]) throws -> [Matrix] {
    try shapes.enumerated().map { index, shape in
      let values = try values("\(name).\(index)", shape: [shape.rows, shape.columns])
      return Matrix(rows: shape.rows, columns: shape.columns, values: values)
    }
  }
}
