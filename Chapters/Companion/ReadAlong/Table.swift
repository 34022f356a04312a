/// The lines of a table: the header, a rule under each column, the rows.
///
/// A column of numbers is set to the right, any other to the left. Where all do not fit into `width` columns, headers
/// take several lines, and if need be the columns move together.
func tableLines(header: [String], rows: [[String]], width: Int = 80, terminal: Terminal = .plain) -> [String]
{
  for row in rows {
    precondition(
      row.count == header.count, "a row of \(row.count) cells in a table of \(header.count) columns")
  }
  let columns = header.indices
  let cells = columns.map { column in rows.map { $0[column] } }
  let alignments = cells.map { isNumeric($0) ? Alignment.right : .left }
  let least = columns.map { column in
    (cells[column] + wrapped(header[column], width: 1)).map(visibleWidth).max() ?? 0
  }
  var widths = columns.map { max(least[$0], visibleWidth(header[$0])) }
  let room = width - 2 - 3 * (columns.count - 1)
  let gap = least.reduce(0, +) <= room ? "   " : "  "
  narrow(&widths, least: least, to: width - 2 - gap.count * (columns.count - 1))

  func line(_ cells: [String]) -> String {
    let cells = columns.map { padded(cells[$0], to: widths[$0], alignments[$0]) }
    return withoutTrailingSpaces("  " + cells.joined(separator: gap))
  }
  let heads = columns.map { wrapped(header[$0], width: widths[$0]) }
  let height = max(1, heads.map(\.count).max() ?? 0)
  let above = heads.map { Array(repeating: "", count: height - $0.count) + $0 }
  let rule = widths.map { String(repeating: "─", count: $0) }
  return (0..<height).map { row in terminal.bold(line(above.map { $0[row] })) } + [terminal.dim(line(rule))]
    + rows.map(line)
}

/// Narrows the widest columns until all fit, none below its least width.
func narrow(_ widths: inout [Int], least: [Int], to room: Int) {
  while widths.reduce(0, +) > room,
    let widest = widths.indices.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
  {
    widths[widest] -= 1
  }
}

/// Whether the cells hold numbers: each one a number, a number with a unit, or empty or a dash.
private func isNumeric(_ cells: [String]) -> Bool {
  let filled = cells.filter { !["", "-", "–", "—"].contains($0) }
  return !filled.isEmpty && filled.allSatisfy(isQuantity)
}

/// "1.5", "60,000", "97 %", "< 1e-21", "3 min 20 s": numbers and units by turns.
private func isQuantity(_ cell: String) -> Bool {
  var words = cell.split(separator: " ")[...]
  if words.first == "<" { words = words.dropFirst() }
  return !words.isEmpty
    && words.enumerated().allSatisfy { index, word in isNumber(word) == index.isMultiple(of: 2) }
}

private func isNumber(_ word: some StringProtocol) -> Bool {
  var digits = String.UnicodeScalarView()
  for scalar in word.unicodeScalars where scalar != "," { digits.append(scalar == "−" ? "-" : scalar) }
  if digits.last == "%" || digits.last == "×" { digits.removeLast() }
  return Double(String(digits)) != nil
}
