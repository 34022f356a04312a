import Foundation

/// One axis of a plot: which values it shows and where each of them lies.
struct Axis: Sendable {
  let lower: Double
  let upper: Double
  let scale: Figure.Scale
  /// Whether small values lie on top (on the y axis of a picture or a table).
  let reversed: Bool
  /// Names at 0, 1, 2, … instead of numbers; empty on an axis of numbers.
  let categories: [String]

  init(
    range: ClosedRange<Double>, scale: Figure.Scale = .linear, reversed: Bool = false,
    categories: [String] = []
  ) {
    let range = Axis.usable(range, scale: scale)
    lower = range.lowerBound
    upper = range.upperBound
    self.scale = scale
    self.reversed = reversed
    self.categories = categories
  }

  /// Where a value lies between the axis's ends, 0...1 within the range; nil for a value it cannot show.
  func position(_ value: Double) -> Double? {
    guard value.isFinite, scale == .linear || value > 0 else { return nil }
    let (value, lower, upper) =
      scale == .linear ? (value, lower, upper) : (log10(value), log10(lower), log10(upper))
    let position = (value - lower) / (upper - lower)
    return reversed ? 1 - position : position
  }

  /// The value at a position 0...1.
  func value(at position: Double) -> Double {
    let part = reversed ? 1 - position : position
    if scale == .linear { return lower + part * (upper - lower) }
    return pow(10, log10(lower) + part * (log10(upper) - log10(lower)))
  }

  func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  func ticks(atMost count: Int) -> [Tick] {
    if !categories.isEmpty {
      return categories.enumerated().map { Tick(value: Double($0), label: $1) }
        .filter { contains($0.value) }
    }
    return scale == .linear
      ? Tick.linear(lower...upper, atMost: count) : Tick.logarithmic(lower...upper, atMost: count)
  }

  /// The most ticks, at most `count`, whose labels keep clear of each other along `length`.
  func ticks(atMost count: Int, along length: Double, labelLength: (String) -> Double) -> [Tick] {
    for count in stride(from: count, to: 2, by: -1) {
      let ticks = ticks(atMost: count)
      let ends = ticks.map { tick in
        let middle = (position(tick.value) ?? 0) * length
        let half = labelLength(tick.label) / 2
        return (start: middle - half, end: middle + half)
      }
      if zip(ends, ends.dropFirst()).allSatisfy({ $0.end <= $1.start }) { return ticks }
    }
    return ticks(atMost: 2)
  }

  /// The range itself where it can be an axis; else one that can, near it.
  static func usable(_ range: ClosedRange<Double>, scale: Figure.Scale) -> ClosedRange<Double> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    guard lower.isFinite, upper.isFinite else { return scale == .linear ? 0...1 : 0.1...1 }
    // The very ends of what a Double holds leave no room for a step.
    func clamped(_ value: Double, _ least: Double) -> Double { min(1e300, max(least, value)) }
    if scale == .linear { return padded(clamped(lower, -1e300), clamped(upper, -1e300)) }
    guard upper > 0 else { return 0.1...1 }
    if lower <= 0 { lower = upper / 1000 }
    (lower, upper) = (clamped(lower, 1e-300), clamped(upper, 1e-300))
    return upper / lower > 1 + 1e-9 ? lower...upper : lower / 2...upper * 2
  }

  /// From `lower` to `upper`, made wider where they are (nearly) the same.
  static func padded(_ lower: Double, _ upper: Double) -> ClosedRange<Double> {
    let size = max(abs(lower), abs(upper))
    if size < 1e-290 { return -1...1 }
    return upper - lower > size * 1e-9 ? lower...upper : lower - size / 10...upper + size / 10
  }
}
