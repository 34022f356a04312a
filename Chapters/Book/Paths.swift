/// A figure whose paths tell their moves, after the first one, from where the pen is. The cells of a picture lie alike from
/// row to row, so that packed it takes half as much. Positions are the same, to the last digit.
func withRelativeMoves(_ svg: String) -> String {
  let parts = svg.split(separator: " d=\"", omittingEmptySubsequences: false)
  return parts[0]
    + parts.dropFirst().map { part in
      let path = part.prefix { $0 != "\"" }
      return " d=\"" + (relativeMoves(path) ?? String(path)) + part[path.endIndex...]
    }.joined()
}

/// The same path; nil where it has other commands than M, h and l, each with the numbers of one.
private func relativeMoves(_ path: Substring) -> String? {
  var (result, rest) = ("", path)
  var (x, y) = (0, 0)
  while let command = rest.popFirst() {
    let text = rest.prefix { !$0.isLetter }
    rest = rest[text.endIndex...]
    guard let numbers = thousandths(text) else { return nil }
    switch (command, numbers.count) {
    case ("M", 2):
      let (across, down) = (decimal(numbers[0] - x), decimal(numbers[1] - y))
      result += result.isEmpty ? "M" + text : "m" + across + (down.hasPrefix("-") ? "" : " ") + down
      (x, y) = (numbers[0], numbers[1])
    case ("h", 1):
      result += "h" + text
      x += numbers[0]
    case ("l", 2):
      result += "l" + text
      (x, y) = (x + numbers[0], y + numbers[1])
    default: return nil
    }
  }
  return result
}

/// The numbers of a command, exactly; nil where one has more than three digits after its point.
private func thousandths(_ text: Substring) -> [Int]? {
  var numbers: [Int] = []
  for word in text.replacing("-", with: " -").split(separator: " ") {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    let after = parts.count == 2 ? parts[1] : ""
    guard parts.count < 3, after.count < 4, let whole = Int(parts[0]),
      let rest = Int((after + "000").prefix(3))
    else { return nil }
    numbers.append(word.hasPrefix("-") ? whole * 1000 - rest : whole * 1000 + rest)
  }
  return numbers
}

private func decimal(_ thousandths: Int) -> String {
  let (whole, rest) = abs(thousandths).quotientAndRemainder(dividingBy: 1000)
  var text = (thousandths < 0 ? "-" : "") + String(whole)
  guard rest > 0 else { return text }
  var digits = String(1000 + rest).dropFirst()
  while digits.last == "0" { digits.removeLast() }
  text += "." + digits
  return text
}
