// Maps and kernels written down as matrices, as the slides show them.

import Matrices

extension FeatureMaps {
  /// Maps of the same size, written down as matrices.
  public init(_ maps: [Matrix]) {
    let (rows, columns) = (maps.first?.rows ?? 0, maps.first?.columns ?? 0)
    for map in maps {
      require(
        map.rows == rows && map.columns == columns,
        "a map of \(map.rows) × \(map.columns) beside \(rows) × \(columns)")
    }
    self.init(maps: maps.count, rows: rows, columns: columns, values: maps.flatMap { Matrix($0.view).values })
  }

  /// One map as a matrix, rows × columns.
  public func matrix(_ map: Int) -> Matrix {
    require(0..<maps ~= map, "map \(map) of \(maps)")
    let size = rows * columns
    return Matrix(rows: rows, columns: columns, values: Array(values[map * size..<(map + 1) * size]))
  }
}

extension Convolution {
  /// A list of kernels an output map, one kernel for each input map; no bias.
  public init(kernels: [[Matrix]]) {
    let size = kernels.first?.first?.rows ?? 0
    self.init(inputs: kernels.first?.count ?? 0, outputs: kernels.count, size: size)
    for (o, kernel) in kernels.enumerated() {
      require(kernel.count == inputs, "\(kernel.count) kernels for \(inputs) input maps")
      for (i, matrix) in kernel.enumerated() {
        require(
          matrix.rows == size && matrix.columns == size,
          "a kernel of \(matrix.rows) × \(matrix.columns) beside \(size) × \(size)")
        for k in 0..<size * size { weights[i * size * size + k, o] = matrix[k / size, k % size] }
      }
    }
  }

  /// The kernel from one input map to one output map, size × size.
  public func kernel(output: Int, input: Int = 0) -> Matrix {
    Matrix((0..<size).map { row in (0..<size).map { self[output, input, row, $0] } })
  }
}
