// What a product reads: a matrix, some of its rows, the transpose of either. A transpose is the same memory
// with the two strides exchanged, so a view copies nothing.
//
// An unsafe pointer is handed to the kernel, for the reason given in ProductKernel.swift.

/// A matrix, or a view of one: a factor of a product.
public protocol Factor {
  var view: MatrixView { get }
}

extension Matrix: Factor {
  @inlinable
  public var view: MatrixView {
    requireFilled()
    return MatrixView(
      values: values, panels: nil, start: 0, rows: rows, columns: columns, rowStride: columns, columnStride: 1
    )
  }
}

/// Some rows of a matrix, or their transpose.
@frozen
public struct MatrixView: Factor, Sendable {
  @usableFromInline let values: [Float]
  @usableFromInline var panels: Panels?  // in place of the values, of a packed view
  @usableFromInline let start: Int
  @usableFromInline let rows: Int
  @usableFromInline let columns: Int
  @usableFromInline let rowStride: Int
  @usableFromInline let columnStride: Int

  @inlinable
  init(
    values: [Float], panels: Panels?, start: Int, rows: Int, columns: Int, rowStride: Int, columnStride: Int
  ) {
    (self.values, self.panels, self.start) = (values, panels, start)
    (self.rows, self.columns) = (rows, columns)
    (self.rowStride, self.columnStride) = (rowStride, columnStride)
  }

  @inlinable public var view: MatrixView { self }

  /// "3 × 4", for messages.
  var shape: String { "\(rows) × \(columns)" }
}

extension Factor {
  /// The transpose, columns × rows.
  @inlinable
  public var transposed: MatrixView {
    let view = view
    require(view.panels == nil, "the transpose of a packed matrix")
    return MatrixView(
      values: view.values, panels: nil, start: view.start, rows: view.columns, columns: view.rows,
      rowStride: view.columnStride, columnStride: view.rowStride)
  }

  /// The rows of a range, range.count × columns.
  @inlinable
  public subscript(rows range: Range<Int>) -> MatrixView {
    let view = view
    require(view.panels == nil, "some rows of a packed matrix")
    require(range.lowerBound >= 0 && range.upperBound <= view.rows, "rows \(range) of \(view.rows)")
    return MatrixView(
      values: view.values, panels: nil, start: view.start + range.lowerBound * view.rowStride,
      rows: range.count, columns: view.columns, rowStride: view.rowStride, columnStride: view.columnStride)
  }

  /// The same numbers in the order in which a product reads its right factor, copied once for many products.
  public func packed() -> MatrixView {
    var packed = MatrixView(
      values: [], panels: Panels(rows: view.rows, columns: view.columns), start: 0, rows: view.rows,
      columns: view.columns, rowStride: 0, columnStride: 0)
    packed.repack(self)
    return packed
  }
}

extension MatrixView {
  /// Packs a matrix of the same shape into the same memory.
  public mutating func repack(_ matrix: some Factor) {
    let W = matrix.view
    require(rows == W.rows && columns == W.columns, "\(W.shape) into the memory of \(shape)")
    require(panels != nil, "repack of a view that is not packed")
    require(W.panels == nil, "a packed copy of a packed matrix")
    if !isKnownUniquelyReferenced(&panels) { panels = Panels(rows: rows, columns: columns) }
    if let panels { W.withOperand { panels.fill($0) } }
  }
}

extension Matrix {
  /// A copy of what the view shows.
  public init(_ view: MatrixView) {
    require(view.panels == nil, "a copy of a packed matrix")
    self.init(rows: view.rows, columns: view.columns)
    let block = 16  // a block of rows and one of columns fit the first cache together
    for firstRow in stride(from: 0, to: rows, by: block) {
      for j in 0..<columns {
        for i in firstRow..<min(firstRow + block, rows) {
          values[i * columns + j] = view.values[view.start + i * view.rowStride + j * view.columnStride]
        }
      }
    }
  }
}

extension MatrixView {
  /// The view as the kernel reads it; it holds numbers, and is not packed.
  func withOperand(_ body: (Operand) -> Void) {
    values.withUnsafeBufferPointer { numbers in
      guard let first = numbers.baseAddress else { return }
      body(Operand(start: first + start, rowStride: rowStride, columnStride: columnStride))
    }
  }
}
