import Figures
import Formats
import ReadAlong
import Matrices

/// A part of a formula: a matrix, or a sign between two.
enum FormulaPart: ExpressibleByStringLiteral {
  case matrix(Matrix)
  case sign(String)

  init(stringLiteral text: String) { self = .sign(text) }
}

/// Matrices and signs beside each other, such as "kernel * image = map"; the signs stand in the middle row.
func sideBySide(_ parts: [FormulaPart]) -> String {
  let height = parts.map { if case .matrix(let matrix) = $0 { matrix.rows } else { 1 } }.max() ?? 0
  let columns = parts.map { part -> [String] in
    switch part {
    case .sign(let text):
      let blank = String(repeating: " ", count: text.count)
      return (0..<height).map { $0 == (height - 1) / 2 ? text : blank }
    case .matrix(let matrix):
      return lines(matrix, height: height)
    }
  }
  return (0..<height).map { row in columns.map { $0[row] }.joined(separator: "  ") }.joined(separator: "\n")
}

private func lines(_ matrix: Matrix, height: Int) -> [String] {
  let cells = matrix.values.map(shortest)
  let width = cells.map(\.count).max() ?? 0
  let top = (height - matrix.rows) / 2
  return (0..<height).map { row in
    guard (top..<top + matrix.rows).contains(row) else {
      return String(repeating: " ", count: matrix.columns * (width + 1) - 1)
    }
    return (0..<matrix.columns).map { column in
      let cell = cells[(row - top) * matrix.columns + column]
      return String(repeating: " ", count: width - cell.count) + cell
    }.joined(separator: " ")
  }
}

/// 4.0 as "4", 2.25 as "2.25", −1 with a true minus sign.
func shortest(_ x: Float) -> String {
  var text = fixed(x, 2)
  while text.contains("."), text.hasSuffix("0") || text.hasSuffix(".") { text.removeLast() }
  return text.replacing("-", with: "−")
}
