import Foundation

/// A marked value on an axis and its text.
struct Tick: Equatable, Sendable {
  let value: Double
  let label: String

  /// Multiples of 1, 2 or 5 · 10ⁿ within the range: the finest such step that gives at most `count`.
  static func linear(_ range: ClosedRange<Double>, atMost count: Int) -> [Tick] {
    let span = range.upperBound - range.lowerBound
    var exponent = Int(floor(log10(span / Double(max(1, count))))) - 1
    while true {
      for factor in [1, 2, 5] {
        let multiples = multiples(of: factor, exponent: exponent, in: range)
        if multiples.count <= max(1, count) {
          return labeled(multiples.map { $0 * factor }, exponent: exponent)
        }
      }
      exponent += 1
    }
  }

  /// Powers of ten within the range, every n-th of them where there are many; with the twofold and
  /// fivefold between them where there are few; linear ticks where there is less than a decade.
  static func logarithmic(_ range: ClosedRange<Double>, atMost count: Int) -> [Tick] {
    // The slack keeps a power of ten that is the range's end.
    let first = Int(ceil(log10(range.lowerBound) - 1e-9))
    let last = Int(floor(log10(range.upperBound) + 1e-9))
    let decades = last - first + 1
    if decades >= 3 || (decades == 2 && count < 4) {
      let step = max(1, Int((Double(decades) / Double(max(1, count))).rounded(.up)))
      return (first...last).filter { $0.isMultiple(of: step) }
        .map { Tick(value: NumberText.scaled(1, by: $0), label: powerLabel($0)) }
    }
    // What is left between the decades, from the finest: a linear scale only where it is nearly one.
    for factors in [[1, 2, 5], [1, 3], [1]] {
      let ticks = (first - 1...last).flatMap { power in
        factors.compactMap { factor -> Tick? in
          let value = NumberText.scaled(Double(factor), by: power)
          return range.contains(value) ? Tick(value: value, label: NumberText.significant(value)) : nil
        }
      }
      if ticks.count >= 2, ticks.count <= max(2, count) { return ticks }
    }
    return linear(range, atMost: count)
  }

  private static func powerLabel(_ power: Int) -> String { "10" + NumberText.superscript(power) }

  private static func multiples(of factor: Int, exponent: Int, in range: ClosedRange<Double>) -> Range<Int> {
    let step = NumberText.scaled(Double(factor), by: exponent)
    // The slack, a millionth of a step, keeps a multiple that is the range's end.
    let first = ceil(range.lowerBound / step - 1e-6)
    let last = floor(range.upperBound / step + 1e-6)
    return last < first ? 0..<0 : Int(first)..<Int(last) + 1
  }

  /// Ticks at digits · 10^exponent, all with the same number of decimals.
  private static func labeled(_ digits: [Int], exponent: Int) -> [Tick] {
    let largest = digits.map(\.magnitude).max() ?? 0
    let power = String(largest).count - 1 + exponent
    let plain = exponent >= -4 && power < 7
    return digits.map { digits in
      Tick(
        value: exponent < 0
          ? Double(digits) / NumberText.scaled(1, by: -exponent)
          : NumberText.scaled(Double(digits), by: exponent),
        label: plain
          ? NumberText.decimal(digits, exponent: exponent)
          : NumberText.scientific(digits, exponent: exponent, power: power))
    }
  }
}
