/// The lines of a table: the header, a rule under each column, the rows.
///
/// A column of numbers is set to the right, any other to the left.
func tableLines(header: [String], rows: [[String]]) -> [String] {
  for row in rows {
    precondition(
      row.count == header.count, "a row of \(row.count) cells in a table of \(header.count) columns")
  }
  let columns = header.indices
  let alignments = columns.map { column in
    isNumeric(rows.map { $0[column] }) ? Alignment.right : .left
  }
  let widths = columns.map { column in
    ([header] + rows).map { visibleWidth($0[column]) }.max() ?? 0
  }
  func line(_ cells: [String]) -> String {
    let cells = columns.map { padded(cells[$0], to: widths[$0], alignments[$0]) }
    return withoutTrailingSpaces("  " + cells.joined(separator: "   "))
  }
  let rule = widths.map { String(repeating: "─", count: $0) }
  return [line(header), line(rule)] + rows.map(line)
}

/// Whether the cells hold numbers: each one a number, a number with a unit, or empty or a dash.
private func isNumeric(_ cells: [String]) -> Bool {
  let filled = cells.filter { !["", "-", "–", "—"].contains($0) }
  return !filled.isEmpty && filled.allSatisfy(isQuantity)
}

/// "1.5", "60,000", "97 %", "3 min 20 s": numbers and units by turns.
private func isQuantity(_ cell: String) -> Bool {
  let words = cell.split(separator: " ")
  return !words.isEmpty
    && words.enumerated().allSatisfy { index, word in isNumber(word) == index.isMultiple(of: 2) }
}

private func isNumber(_ word: some StringProtocol) -> Bool {
  var digits = String(word).replacing(",", with: "").replacing("−", with: "-")
  if let last = digits.last, "%×".contains(last) { digits.removeLast() }
  return Double(digits) != nil
}
